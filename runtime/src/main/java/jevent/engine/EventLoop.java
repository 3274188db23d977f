package jevent.engine;

import jevent.loop.AsyncWatcher;
import jevent.loop.Callback;
import jevent.loop.Clock;
import jevent.loop.EmbeddedLoop;
import jevent.loop.HookWatcher;
import jevent.loop.IoWatcher;
import jevent.loop.Loop;
import jevent.loop.SignalWatcher;
import jevent.loop.TimerWatcher;

import org.jspecify.annotations.Nullable;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// An event loop: callbacks, timers, channels and signals, one iteration ([#runOnce]) at a time.
///
/// A program meets it as `hub.loop()`, a [Loop], which can neither drive nor close it.
public final class EventLoop implements Loop {

    private static final int BATCH = 256;
    private static final long SLICE_NANOS = 100_000;
    private static final long OUTSIDE_GRACE_NANOS = 2_000_000;
    private static final int PRIORITIES = LoopWatcher.MAX_PRIORITY - LoopWatcher.MIN_PRIORITY + 1;

    private final LoopOwner owner;
    private final Clock clock;
    private final TimerHeap timers = new TimerHeap();
    private final Poller poller = new Poller();
    private final ArrayDeque<LoopCallback> callbacks = new ArrayDeque<>();
    private final List<ArrayDeque<LoopWatcher>> pending = new ArrayList<>();
    private final List<LoopHook> prepares = new ArrayList<>();
    private final List<LoopHook> checks = new ArrayList<>();
    private final List<LoopHook> idles = new ArrayList<>();

    private int pendingCount;
    private int refs;
    private boolean prepared;
    private boolean waited;

    /// In an iteration: for others than the loop fiber, a callback waits for a lock.
    private boolean running;

    public EventLoop(LoopOwner owner, Clock clock) {
        this.owner = owner;
        this.clock = clock;
        for (int i = 0; i < PRIORITIES; i++) {
            pending.add(new ArrayDeque<>());
        }
    }

    // ---- for users, on the hub

    @Override
    public TimerWatcher timer(Duration after) {
        return new LoopTimer(this, after, null);
    }

    @Override
    public TimerWatcher timer(Duration after, Duration repeat) {
        return new LoopTimer(this, after, repeat);
    }

    @Override
    public IoWatcher io(SelectableChannel channel, int ops) {
        return new LoopIo(this, channel, ops);
    }

    @Override
    public SignalWatcher signal(String name) {
        return new LoopSignal(this, name);
    }

    @Override
    public AsyncWatcher async() {
        return new LoopAsync(this);
    }

    @Override
    public HookWatcher idle() {
        return new LoopHook(this, LoopHook.Kind.IDLE);
    }

    @Override
    public HookWatcher prepare() {
        return new LoopHook(this, LoopHook.Kind.PREPARE);
    }

    @Override
    public HookWatcher check() {
        return new LoopHook(this, LoopHook.Kind.CHECK);
    }

    @Override
    public Callback runCallback(Runnable action) {
        ensureOnHub("runCallback");
        var callback = new LoopCallback(Objects.requireNonNull(action, "action"));
        callbacks.add(callback);
        return callback;
    }

    @Override
    public LoopAlarm alarm(long nanos, Runnable action) {
        var alarm = new LoopAlarm(this, action, true);
        alarm.schedule(nanos);
        return alarm;
    }

    @Override
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

    @Override
    public boolean isOnHub() {
        return owner.isOnHub();
    }

    @Override
    public long now() {
        return clock.nanoTime();
    }

    @Override
    public int timerCount() {
        return timers.size();
    }

    @Override
    public int watcherCount() {
        return poller.watched();
    }

    // ---- for the hub that drives the loop

    /// As [#alarm], but does not keep the loop alive.
    public LoopAlarm unrefAlarm(long nanos, Runnable action) {
        var alarm = new LoopAlarm(this, action, false);
        alarm.schedule(nanos);
        return alarm;
    }

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
        return !hooks(LoopHook.Kind.IDLE).isEmpty()
                || (!prepared && !hooks(LoopHook.Kind.PREPARE).isEmpty())
                || (waited && !hooks(LoopHook.Kind.CHECK).isEmpty());
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
        runHooks(LoopHook.Kind.PREPARE);
        prepared = true;
        poller.poll(owner);
        busy |= pendingCount > 0;
        runPending();
        waited = false;
        runHooks(LoopHook.Kind.CHECK);
        if (!busy && callbacks.isEmpty()) {
            runHooks(LoopHook.Kind.IDLE);
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
            LoopCallback callback = callbacks.remove();
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
            ArrayDeque<LoopWatcher> queue = pending.get(i);
            for (int n = queue.size(); n > 0; n--) {
                pendingCount--;
                queue.remove().runCallback();
            }
        }
    }

    private void runHooks(LoopHook.Kind kind) {
        List<LoopHook> watchers = hooks(kind);
        if (watchers.isEmpty()) {
            return;
        }
        for (LoopHook watcher : List.copyOf(watchers)) {
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

    List<LoopHook> hooks(LoopHook.Kind kind) {
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

    void addPending(LoopWatcher watcher) {
        pending.get(watcher.priority() - LoopWatcher.MIN_PRIORITY).add(watcher);
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
