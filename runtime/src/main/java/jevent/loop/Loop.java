package jevent.loop;

import org.jspecify.annotations.Nullable;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// An event loop: callbacks, timers, channels and signals, one iteration at a time.
///
/// An iteration ([#runOnce]) runs in this order, each part with a bound, so that none starves
/// another: callbacks, expired timers, `prepare`, a look at the channels, the pending watchers from
/// high to low priority, `check`, and `idle` if nothing else was pending.
///
/// A program meets the loop as `hub.loop()`, from code that runs on that hub.
public final class Loop {

    /// What the loop needs of the hub that owns it.
    public interface Owner {
        /// Runs `action` on the hub; any thread.
        void onHub(Runnable action);

        /// Whether the caller runs on the hub.
        boolean isOnHub();

        /// A callback of `context` threw.
        void failed(Object context, Throwable error);
    }

    private static final int BATCH = 256;
    private static final long SLICE_NANOS = 100_000;
    private static final long OUTSIDE_GRACE_NANOS = 2_000_000;
    private static final int PRIORITIES = Watcher.MAX_PRIORITY - Watcher.MIN_PRIORITY + 1;

    private final Owner owner;
    private final Clock clock;
    private final TimerHeap timers = new TimerHeap();
    private final Poller poller = new Poller();
    private final ArrayDeque<Callback> callbacks = new ArrayDeque<>();
    private final List<ArrayDeque<Watcher>> pending = new ArrayList<>();
    private final List<HookWatcher> prepares = new ArrayList<>();
    private final List<HookWatcher> checks = new ArrayList<>();
    private final List<HookWatcher> idles = new ArrayList<>();

    private int pendingCount;
    private int refs;
    private boolean prepared;
    private boolean waited;

    /// In an iteration: for others than the loop fiber, a callback waits for a lock.
    private boolean running;

    public Loop(Owner owner, Clock clock) {
        this.owner = owner;
        this.clock = clock;
        for (int i = 0; i < PRIORITIES; i++) {
            pending.add(new ArrayDeque<>());
        }
    }

    // ---- for users, on the hub

    /// A timer that fires once, `after` its start.
    public TimerWatcher timer(Duration after) {
        return new TimerWatcher(this, after, null);
    }

    /// A timer that fires `after` its start and then every `repeat`.
    public TimerWatcher timer(Duration after, Duration repeat) {
        return new TimerWatcher(this, after, repeat);
    }

    /// A watcher of a non-blocking channel; `ops` are those of [java.nio.channels.SelectionKey].
    public IoWatcher io(SelectableChannel channel, int ops) {
        return new IoWatcher(this, channel, ops);
    }

    public SignalWatcher signal(String name) {
        return new SignalWatcher(this, name);
    }

    public AsyncWatcher async() {
        return new AsyncWatcher(this);
    }

    public HookWatcher idle() {
        return new HookWatcher(this, HookWatcher.Kind.IDLE);
    }

    public HookWatcher prepare() {
        return new HookWatcher(this, HookWatcher.Kind.PREPARE);
    }

    public HookWatcher check() {
        return new HookWatcher(this, HookWatcher.Kind.CHECK);
    }

    /// Calls `action` in the next iteration, in order with other callbacks.
    public Callback runCallback(Runnable action) {
        ensureOnHub("runCallback");
        var callback = new Callback(Objects.requireNonNull(action, "action"));
        callbacks.add(callback);
        return callback;
    }

    /// Calls `action` once after `nanos`; lighter than a timer watcher.
    public Alarm alarm(long nanos, Runnable action) {
        var alarm = new Alarm(this, action, true);
        alarm.schedule(nanos);
        return alarm;
    }

    /// As [#alarm], but does not keep the loop alive.
    public Alarm unrefAlarm(long nanos, Runnable action) {
        var alarm = new Alarm(this, action, false);
        alarm.schedule(nanos);
        return alarm;
    }

    /// Has somebody else's event loop live inside this one, until the hub stops. There can be one.
    ///
    /// @throws IllegalStateException if there is one, or if the caller is no callback of this hub
    public void embed(EmbeddedLoop inner) {
        ensureOnHub("embed");
        if (!running || poller.embedded() != null) {
            throw new IllegalStateException(
                    running
                            ? "the loop of " + owner + " has embedded " + poller.embedded()
                            : "embed a loop in a callback: hub.execute(() -> ...)");
        }
        inner.start(() -> owner.onHub(() -> {}));
        poller.embed(inner);
    }

    /// Whether the calling code runs on the hub of this loop; any thread.
    public boolean isOnHub() {
        return owner.isOnHub();
    }

    /// The loop's time in nanoseconds; only differences mean something.
    public long now() {
        return clock.nanoTime();
    }

    public int timerCount() {
        return timers.size();
    }

    public int watcherCount() {
        return poller.watched();
    }

    // ---- for the hub that drives the loop

    /// Whether [#runOnce] would run something now.
    public boolean isDue() {
        return !running
                && (!callbacks.isEmpty()
                        || pendingCount > 0
                        || isTimerDue()
                        || poller.hasReady()
                        || hasHooksDue());
    }

    /// Whether [#runOnce] would find out something that [#isDue] cannot know.
    public boolean isPollDue() {
        return poller.hasWatchers() || isDue();
    }

    private boolean isTimerDue() {
        TimerHeap.Entry first = timers.first();
        return first != null && first.deadline() - clock.nanoTime() <= 0;
    }

    private boolean hasHooksDue() {
        return !hooks(HookWatcher.Kind.IDLE).isEmpty()
                || (!prepared && !hooks(HookWatcher.Kind.PREPARE).isEmpty())
                || (waited && !hooks(HookWatcher.Kind.CHECK).isEmpty());
    }

    /// Whether anything is left that could still happen and that somebody cares for.
    public boolean isAlive() {
        return refs > 0 || !callbacks.isEmpty() || pendingCount > 0 || poller.embedded() != null;
    }

    /// Runs one iteration, without waiting; whether callbacks are left. An error of its own ends
    /// the iteration, and the next one goes on with what is left.
    public boolean runOnce() {
        running = true;
        try {
            iterate();
        } finally {
            running = false;
        }
        return !callbacks.isEmpty();
    }

    private void iterate() {
        boolean busy = runCallbacks();
        expireTimers();
        runHooks(HookWatcher.Kind.PREPARE);
        prepared = true;
        poller.poll(owner);
        busy |= pendingCount > 0;
        runPending();
        waited = false;
        runHooks(HookWatcher.Kind.CHECK);
        if (!busy && callbacks.isEmpty()) {
            runHooks(HookWatcher.Kind.IDLE);
        }
        pollEmbedded();
    }

    /// Last of all: what others have left it to do in this iteration, it finds.
    private void pollEmbedded() {
        EmbeddedLoop inner = poller.embedded();
        if (inner != null) {
            invoke(inner, inner::poll);
        }
    }

    private boolean runCallbacks() {
        int count = Math.min(callbacks.size(), BATCH);
        for (int i = 0; i < count; i++) {
            Callback callback = callbacks.remove();
            Runnable action = callback.take();
            if (action != null) {
                invoke(action, action);
            }
        }
        return count > 0;
    }

    private void expireTimers() {
        long now = clock.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            TimerHeap.Entry first = timers.first();
            if (first == null || first.deadline() - now > 0) {
                return;
            }
            timers.remove(first);
            first.fire();
        }
    }

    private void runPending() {
        for (int i = PRIORITIES - 1; i >= 0; i--) {
            ArrayDeque<Watcher> queue = pending.get(i);
            for (int n = queue.size(); n > 0; n--) {
                pendingCount--;
                queue.remove().runCallback();
            }
        }
    }

    private void runHooks(HookWatcher.Kind kind) {
        List<HookWatcher> watchers = hooks(kind);
        if (watchers.isEmpty()) {
            return;
        }
        for (HookWatcher watcher : List.copyOf(watchers)) {
            watcher.happened();
        }
        runPending();
    }

    /// Waits until something is due, or [#wakeup]. No user code runs here.
    ///
    /// @param outside whether somebody outside the loop may wake it, so that a virtual clock must
    ///   give them a moment before it jumps
    public void await(BooleanSupplier outside) {
        prepared = false;
        waited = true;
        long nanos = nanosToNextTimer();
        if (nanos == Long.MAX_VALUE || !clock.isVirtual()) {
            waitFor(nanos);
            return;
        }
        boolean alone = !poller.hasWatchers() && !outside.getAsBoolean();
        if (alone || isQuietFor(OUTSIDE_GRACE_NANOS)) {
            clock.skip(nanos);
        }
    }

    /// Waits for a moment of real time; whether nobody has ended the wait.
    private boolean isQuietFor(long nanos) {
        long start = System.nanoTime();
        waitFor(nanos);
        return System.nanoTime() - start >= nanos && !poller.hasReady();
    }

    private void waitFor(long nanos) {
        if (poller.hasWatchers() && !running) {
            poller.await(nanos, owner);
        } else if (nanos == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /// Has a thread of its own wait for the channels, if there are any: for a hub whose thread must
    /// not wait. That thread tells the hub when one is ready, and waits no more until asked again.
    public void awaitElsewhere() {
        poller.awaitElsewhere(owner);
    }

    /// How long until a timer can fire; `Long.MAX_VALUE` if there is none.
    public long nanosToNextTimer() {
        TimerHeap.Entry first = running ? null : timers.first();
        return first == null ? Long.MAX_VALUE : Math.max(0, first.deadline() - clock.nanoTime());
    }

    /// Ends the wait of `driver`, the thread that is in [#await] or about to be; any thread.
    /// Sticky.
    ///
    /// It selects only if there are watchers, which does not change while it sleeps, for only the
    /// hub starts them; but it parks even then, while the loop fiber waits for a lock.
    public void wakeup(@Nullable Thread driver) {
        if (poller.hasWatchers()) {
            poller.wakeup();
        }
        LockSupport.unpark(driver);
    }

    /// Whether greenlets have had their slice of 100 µs, seen from its start.
    public boolean isSliceOver(long sliceStart) {
        return clock.nanoTime() - sliceStart > SLICE_NANOS;
    }

    /// Gives the selector back. The loop must not be used afterwards.
    public void close() {
        poller.close();
    }

    // ---- for watchers

    TimerHeap timers() {
        return timers;
    }

    Poller poller() {
        return poller;
    }

    List<HookWatcher> hooks(HookWatcher.Kind kind) {
        return switch (kind) {
            case PREPARE -> prepares;
            case CHECK -> checks;
            case IDLE -> idles;
        };
    }

    long deadline(long nanos) {
        return clock.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 4);
    }

    void countRef(int difference) {
        refs += difference;
    }

    void addPending(Watcher watcher) {
        pending.get(watcher.priority() - Watcher.MIN_PRIORITY).add(watcher);
        pendingCount++;
    }

    void invoke(Object context, Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            owner.failed(context, e);
        }
    }

    void onHub(Runnable action) {
        owner.onHub(action);
    }

    void ensureOnHub(Object what) {
        if (!owner.isOnHub()) {
            throw new IllegalStateException(
                    what
                            + ": the loop of "
                            + owner
                            + " was touched by "
                            + Thread.currentThread()
                            + "; run it there with hub.execute(...)");
        }
    }
}
