package jevent;

import jevent.engine.EventLoop;
import jevent.kernel.Durations;
import jevent.kernel.Fiber;
import jevent.kernel.Lifecycle;
import jevent.kernel.Machine;
import jevent.kernel.RootFiber;
import jevent.kernel.Scheduler;
import jevent.kernel.Strand;
import jevent.loop.Clock;
import jevent.loop.Loop;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// An event loop and its greenlets, of which one runs at a time: between two points where it waits,
/// a greenlet has the hub's data for itself.
///
/// ```java
/// try (Hub hub = Hub.open("web")) {
///     String page = hub.run(() -> fetch(uri));
/// }
/// ```
///
/// There are four kinds:
///
/// | kind | whose thread | how to get it |
/// | --- | --- | --- |
/// | of the calling platform thread, `main` too | carried by that thread while it waits | [#current] |
/// | with a thread of its own | its own | [#open] |
/// | process-wide, for everybody else | its own | [#shared] |
/// | hosted by a foreign event loop | the host's | [#host] |
///
/// *Close* lets the greenlets end for a grace, then kills them; a closed hub refuses new ones with
/// [HubClosed]. Any thread may use all methods except [#join], which is for the thread whose hub it
/// is, and what [#loop] returns, which is for code on the hub.
public final class Hub implements AutoCloseable {

    static final Duration GRACE = Duration.ofSeconds(5);

    private final String name;
    private final HubEvents events;
    private final HubThread thread;

    /// Any thread; the last one set wins.
    private volatile ErrorHandler errorHandler = ErrorHandler.LOG;

    private final Closing closing;

    // On the hub only.
    private final Set<Hold> holds = new HashSet<>();
    private final Set<Greenlet<?>> delayed = new LinkedHashSet<>();

    private Hub(String name, Clock clock, Function<Hub, HubThread> thread) {
        this.name = Objects.requireNonNull(name, "name");
        this.events = new HubEvents(this, clock);
        this.closing = new Closing(this);
        this.thread = thread.apply(this);
        Hubs.add(this);
    }

    // ---- which hub

    /// The hub of the calling code: a greenlet's own; on a platform thread that thread's, made when
    /// first asked for; on a thread that hosts a hub, that one; on any other virtual thread
    /// [#shared].
    public static Hub current() {
        Hub hub = currentOrNull();
        if (hub != null) {
            return hub;
        }
        return Thread.currentThread().isVirtual()
                ? shared()
                : carrying(Thread.currentThread().getName(), Clock.SYSTEM);
    }

    /// The hub whose greenlet or carrying thread the caller is, or that the calling thread hosts;
    /// null if there is none. Unlike [#current] it never makes one, so it suits code that is called
    /// on whatever thread, callbacks above all.
    public static @Nullable Hub currentOrNull() {
        return Strand.current() instanceof Fiber fiber ? of(fiber) : Hubs.hosted();
    }

    static Hub of(Fiber fiber) {
        return ((HubEvents) fiber.scheduler().events()).hub();
    }

    /// Makes the hub of the calling platform thread, as [#current] does, with a clock of your own.
    ///
    /// @throws IllegalStateException if the caller has a hub already, or is a virtual thread
    public static Hub carrying(String name, Clock clock) {
        if (Strand.current() != null) {
            throw new IllegalStateException(
                    Thread.currentThread() + " has a hub already, or is virtual: use a new thread");
        }
        return new Hub(name, Objects.requireNonNull(clock, "clock"), HubThread.Caller::of);
    }

    /// The process-wide hub, for code that runs on threads that carry none; it is never closed.
    public static Hub shared() {
        return Hubs.Shared.HUB;
    }

    /// Whether greenlets are carried by hubs' threads or pass a baton; the same for the whole
    /// process.
    public static Mode mode() {
        return Machine.current() == Machine.CARRIER ? Mode.CARRIER : Mode.BATON;
    }

    /// A hub with a thread of its own.
    public static Hub open(String name) {
        return open(HubOptions.named(name));
    }

    /// As [#open(String)], with options.
    public static Hub open(HubOptions options) {
        var hub = new Hub(options.name(), options.clock(), made -> HubThread.Own.of(made, options));
        ((HubThread.Own) hub.thread).thread().start();
        return hub;
    }

    /// A hub on somebody else's event loop; its thread knows it at once or from its next task on.
    ///
    /// @throws HubClosed if the host takes no tasks
    public static Hub host(String name, Host host) {
        Objects.requireNonNull(host, "host");
        var hub = new Hub(name, Clock.SYSTEM, made -> HubThread.Hosted.of(made, host));
        hub.underTurn(() -> {}); // the first slice binds the thread
        hub.ensureOpen("live on " + host);
        return hub;
    }

    // ---- work

    /// Starts a greenlet; its body runs when the caller has given up its turn.
    ///
    /// @throws HubClosed if the hub is closed
    public <T extends @Nullable Object> Greenlet<T> spawn(Callable<? extends T> body) {
        return started(new Greenlet<T>(this, body));
    }

    /// As [#spawn(Callable)], for a body without a result.
    public Greenlet<@Nullable Void> spawn(Runnable body) {
        return started(new Greenlet<@Nullable Void>(this, body));
    }

    /// As [#spawn(Callable)], for a body without a result.
    public Greenlet<@Nullable Void> spawn(ThrowingRunnable body) {
        return spawn((Runnable) body);
    }

    private <T extends @Nullable Object> Greenlet<T> started(Greenlet<T> greenlet) {
        ensureOpen("spawn a greenlet");
        greenlet.start();
        return greenlet;
    }

    /// Starts a greenlet after a while. Killed before that, it never runs.
    public <T extends @Nullable Object> Greenlet<T> spawnLater(
            Duration delay, Callable<? extends T> body) {
        return startedAfter(delay, new Greenlet<T>(this, body));
    }

    /// As [#spawnLater(Duration, Callable)], for a body without a result.
    public Greenlet<@Nullable Void> spawnLater(Duration delay, Runnable body) {
        return startedAfter(delay, new Greenlet<@Nullable Void>(this, body));
    }

    /// As [#spawnLater(Duration, Callable)], for a body without a result.
    public Greenlet<@Nullable Void> spawnLater(Duration delay, ThrowingRunnable body) {
        return spawnLater(delay, (Runnable) body);
    }

    private <T extends @Nullable Object> Greenlet<T> startedAfter(
            Duration delay, Greenlet<T> greenlet) {
        long nanos = Durations.nanos(delay);
        ensureOpen("spawn a greenlet");
        greenlet.startAfter(nanos);
        return greenlet;
    }

    /// Starts the greenlet of a link. They run on while the hub closes.
    void spawnLink(Runnable body) {
        new Greenlet<@Nullable Void>(this, body).startLink();
    }

    /// Runs `main` in a greenlet and returns its result; the caller waits, and if it is the thread
    /// that carries this hub, it carries.
    ///
    /// ```java
    /// String text = files.run(() -> Files.readString(path));
    /// ```
    ///
    /// *Kill, timeout, interrupt* of the caller kill `main`, which never begins then if it has not,
    /// and are thrown when it is dead; a second kill ends that wait too. If `main` returns all the
    /// same, its value is returned, for it may have to be closed, and the error is thrown where the
    /// caller next waits. (Kotlin's `withContext`.)
    public <T extends @Nullable Object> T run(Callable<? extends T> main) {
        ensureOpen("spawn a greenlet");
        return new Greenlet<T>(this, main).startAndGet();
    }

    /// As [#run(Callable)], for a body without a result.
    public void run(ThrowingRunnable main) {
        ensureOpen("spawn a greenlet");
        new Greenlet<@Nullable Void>(this, main).startAndGet();
    }

    /// Runs a callback on the hub, soon, and even while the hub closes. It must not block.
    ///
    /// @throws HubClosed if the hub has stopped; if it stops before, the error handler gets that
    public void execute(Runnable callback) {
        events.execute(callback);
    }

    /// As [#execute], for what means nothing to a hub that has stopped: then it is dropped.
    public void tryExecute(Runnable callback) {
        events.tryExecute(callback);
    }

    /// Runs a piece of the runtime's own code under the turn of this hub.
    void underTurn(Runnable internal) {
        scheduler().run(internal);
    }

    // ---- waiting for everything

    /// Carries this thread's hub until nothing is left to happen: no greenlet is ready, no timer or
    /// channel pending. Greenlets that wait for each other do not count.
    public void join() {
        Join.of(this).await();
    }

    /// As [#join()], for `limit` at most.
    ///
    /// @return whether nothing is left
    public boolean join(Duration limit) {
        return Join.of(this).await(Durations.nanos(limit));
    }

    // ---- holds, errors, figures

    /// Says that something outside will wake a greenlet of this hub, until the hold is closed.
    public Hold hold(String reason) {
        var hold = new Hold(this, Objects.requireNonNull(reason, "reason"));
        underTurn(() -> holds.add(hold));
        return hold;
    }

    /// Those that are still to be started by a timer; on the hub only.
    Set<Greenlet<?>> delayed() {
        return delayed;
    }

    void release(Hold hold) {
        holds.remove(hold);
    }

    boolean hasHolds() {
        return !holds.isEmpty();
    }

    /// Sets the handler of failures that nobody observes; by default they are logged.
    public void onError(ErrorHandler handler) {
        errorHandler = Objects.requireNonNull(handler, "handler");
    }

    /// Tells the error handler; what the handler itself throws is logged, and so is what it was
    /// told. Never throws.
    void report(Object context, Throwable error) {
        try {
            errorHandler.handle(this, context, error);
        } catch (Throwable broken) {
            ErrorHandler.LOG.handle(this, "the error handler", broken);
            if (broken != error) {
                ErrorHandler.LOG.handle(this, context, error);
            }
        }
    }

    /// Counters, read without stopping anything.
    public HubStats stats() {
        return HubStats.of(this);
    }

    /// Every greenlet, its state and what it waits for, as text for people.
    public String dump() {
        return Dump.of(this);
    }

    List<Fiber> fibers() {
        List<Fiber> fibers = new ArrayList<>();
        scheduler().forEachLive(fibers::add);
        return fibers;
    }

    // ---- close

    /// Waits 5 s for the greenlets to end, then kills them. Idempotent.
    @Override
    public void close() {
        close(GRACE);
    }

    /// Waits for the greenlets to end, for `grace` at most, kills the others, and stops.
    ///
    /// A greenlet that ignores its kill is reported and abandoned. From inside a greenlet of this
    /// hub, closing only begins: it goes on when that greenlet has ended. Of two closes the shorter
    /// grace counts.
    ///
    /// A hub whose thread does not come back is given up: this returns within the grace and 10 s of
    /// real time, and the error handler is told, on another thread. The hub ends when it can. The
    /// exception is the thread that carries the hub: if it closes the hub itself, it has to wait
    /// for the code that runs on that thread (CARRIER) or has the baton (BATON).
    public void close(Duration grace) {
        Durations.nanos(grace);
        if (this == Hubs.sharedIfOpen()) {
            throw new IllegalStateException(
                    "the shared hub belongs to the whole process and cannot be closed: open your"
                            + " own with Hub.open(...)");
        }
        closing.close(grace);
    }

    /// Whether it refuses new greenlets, because it has stopped or is about to.
    public boolean isClosed() {
        return life().refusesWork();
    }

    /// Whether it lives on somebody else's event loop, see [#host].
    public boolean isHosted() {
        return thread instanceof HubThread.Hosted;
    }

    Closing closing() {
        return closing;
    }

    private void ensureOpen(String what) {
        if (isClosed()) {
            throw HubClosed.refusing(this, what);
        }
    }

    /// Whether the caller is its greenlet, its callback, or the thread that carries it.
    public boolean isCurrent() {
        return scheduler().holdsTurn();
    }

    // ---- parts

    public String name() {
        return name;
    }

    /// The event loop, for code that runs on this hub. The hub drives it and closes it; users start
    /// watchers.
    public Loop loop() {
        return events.loop();
    }

    /// What drives it.
    EventLoop engine() {
        return events.loop();
    }

    Lifecycle life() {
        return scheduler().life();
    }

    Scheduler scheduler() {
        return events.scheduler();
    }

    HubThread thread() {
        return thread;
    }

    @Nullable RootFiber root() {
        return thread.root();
    }

    @Override
    public String toString() {
        return "hub " + name + (isClosed() ? " [closed]" : "");
    }
}
