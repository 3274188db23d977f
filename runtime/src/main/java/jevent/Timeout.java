package jevent;

import jevent.engine.EventLoop;
import jevent.engine.LoopAlarm;
import jevent.kernel.Durations;
import jevent.kernel.Fiber;
import jevent.kernel.Foreign;
import jevent.kernel.Raised;
import jevent.kernel.Strand;
import jevent.kernel.Watchdog;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;

/// A limit on the time a piece of code may take. The object is what is thrown when the time is
/// over, so that a timeout is recognised by identity.
///
/// ```java
/// var limit = Timeout.of(Duration.ofMillis(150));
/// try (limit) {
///     limit.start();
///     return slowService.ask();
/// } catch (Timeout over) {
///     if (over != limit) throw over; // an outer limit: not ours to handle
///     return fallback;
/// }
/// ```
///
/// or, the same in one line, `Timeout.callOr(Duration.ofMillis(150), fallback, slowService::ask)`.
///
/// It extends `Error`, so that `catch (Exception e)` does not swallow it. It is delivered once, in
/// the greenlet that started it, where that greenlet waits on the hub. Timeouts nest: the one that
/// fires is thrown, and no inner wait absorbs an outer timeout.
///
/// *A blocking call of the JDK* is interrupted (in CARRIER mode; in BATON mode inside
/// [Green#blocking]), and fails with what its author makes of that: an `InterruptedException`, an
/// `SQLException`. `call` and `callOr` replace that by the timeout, with the exception suppressed
/// in it; a body that returns all the same keeps its value. In the form with `try`, as above, the
/// exception itself is what you catch. The price of an interrupt: it closes a socket or a
/// `FileChannel` in use, so that a pool has to throw that connection away; where that is too high,
/// use [#withoutInterrupt]. A body that cannot be interrupted overruns, which is logged once for
/// each hub: one that only computes, native code, files and DNS, a call on the own stack of the
/// thread that carries the hub.
///
/// *Kill* of the greenlet comes through all timeouts. A [Green#shield] holds back those that were
/// started outside of it. *Close* cancels: once closed it is never thrown any more, even if its
/// time was over already, and an interrupt of its own that nobody has seen is taken back.
public final class Timeout extends Error implements AutoCloseable {

    private static final long serialVersionUID = 1L;

    private final transient Duration duration;
    private final transient @Nullable Object what;
    private transient boolean interrupts = true;

    // All below: on the hub of the greenlet that has started it.
    private transient @Nullable Fiber fiber;
    private transient @Nullable LoopAlarm alarm;
    private transient long roughStart;

    /// It has fired, and this is on its way to the greenlet or was delivered.
    private transient @Nullable Raised fired;

    private transient boolean thrown;

    private Timeout(Duration duration, @Nullable Object what) {
        super(null, null);
        Durations.nanos(duration);
        this.duration = duration;
        this.what = what;
    }

    /// A timeout that has not been started.
    public static Timeout of(Duration duration) {
        return new Timeout(duration, null);
    }

    /// As [#of(Duration)].
    ///
    /// @param what is waited for; part of the message
    public static Timeout of(Duration duration, Object what) {
        return new Timeout(duration, Objects.requireNonNull(what, "what"));
    }

    /// Makes it interrupt no JDK call: it is thrown only where the greenlet waits on the hub, and a
    /// JDK call that takes longer runs to its end. Call this before the start; returns itself.
    public Timeout withoutInterrupt() {
        interrupts = false;
        return this;
    }

    /// A timeout that runs, for the calling greenlet.
    public static Timeout start(Duration duration) {
        return of(duration).start();
    }

    /// Runs `body`, for `limit` at most.
    ///
    /// @throws Timeout if it took longer
    public static <T extends @Nullable Object> T call(Duration limit, Callable<T> body) {
        return of(limit).<T>call(body);
    }

    /// As [#call(Duration, Callable)], for a body without a result.
    public static void call(Duration limit, ThrowingRunnable body) {
        of(limit).call(body);
    }

    /// Starts, runs `body`, and is closed again: thrown if that took too long.
    ///
    /// @throws IllegalStateException if it is pending; it goes on then
    public <T extends @Nullable Object> T call(Callable<? extends T> body) {
        start();
        try {
            return body.call();
        } catch (Throwable e) {
            throw Strand.sneak(behind(e));
        } finally {
            close();
        }
    }

    /// As [#call(Callable)], for a body without a result.
    public void call(ThrowingRunnable body) {
        this.<@Nullable Void>call(() -> {
            body.runWithException();
            return null;
        });
    }

    /// What the body has failed with, in truth: if a call in it was interrupted for this, this.
    private Throwable behind(Throwable error) {
        boolean cut = fired != null && fired.wasSent();
        if (!cut || !(error instanceof Exception || Interruptions.explain(error, this))) {
            return error;
        }
        if (error != this) {
            addSuppressed(error);
            trace();
        }
        return this;
    }

    /// Runs `body`; if that takes longer than `limit`, the result is `fallback`. A timeout of
    /// somebody else that comes first is thrown, not replaced.
    public static <T extends @Nullable Object> T callOr(
            Duration limit, T fallback, Callable<? extends T> body) {
        return of(limit).<T>callOr(fallback, body);
    }

    /// As [#call(Callable)]; if that took too long, the result is `fallback`.
    public <T extends @Nullable Object> T callOr(T fallback, Callable<? extends T> body) {
        try {
            return this.<T>call(body);
        } catch (Timeout over) {
            if (over != this) {
                throw over;
            }
            return fallback;
        }
    }

    /// What a call with a time limit of its own throws when that is over.
    ///
    /// @param what was waited for; part of the message
    public static Timeout expired(Duration limit, Object what) {
        var timeout = new Timeout(limit, what);
        timeout.trace();
        return timeout;
    }

    /// Begins to count, for the calling greenlet.
    ///
    /// @throws IllegalStateException if it is pending, or the caller belongs to no hub or is a
    ///   callback
    public Timeout start() {
        if (isPending()) {
            throw new IllegalStateException(
                    this + " was started before: cancel it first, or use a second one");
        }
        Fiber caller = Cancellation.callerOrThrow("be timed out");
        takeBack();
        EventLoop loop = Hub.of(caller).engine();
        long nanos = Durations.nanos(duration);
        int depth = caller.shieldDepth();
        fiber = caller;
        roughStart = Watchdog.roughNanos();
        alarm = loop.alarm(nanos, () -> fire(caller, depth));
        return this;
    }

    private void fire(Fiber target, int depth) {
        var raised = Raised.timeout(this, depth, interrupts);
        alarm = null;
        fired = raised;
        target.raise(raised);
    }

    /// What has fired and was not delivered is not thrown any more.
    private void takeBack() {
        Fiber owner = fiber;
        Raised raised = fired;
        fired = null;
        if (owner != null && raised != null) {
            owner.scheduler().run(() -> owner.retract(raised));
        }
    }

    /// Whether its time is still running.
    public boolean isPending() {
        return alarm != null;
    }

    public Duration duration() {
        return duration;
    }

    /// Stops it; it will not be thrown any more, unless it has ended a wait already. Idempotent;
    /// any thread. It may be started again.
    public void cancel() {
        Fiber owner = fiber;
        if (owner == null) {
            return;
        }
        if (Strand.currentFiber() == owner) {
            owner.ensureTurn();
        }
        owner.scheduler().run(this::cancelHere);
    }

    private void cancelHere() {
        LoopAlarm running = alarm;
        alarm = null;
        if (running == null) {
            takeBack();
        } else {
            HubEvents.of(Objects.requireNonNull(fiber))
                    .overrun()
                    .check(this, running, Watchdog.roughNanos() - roughStart);
            running.cancel();
        }
        fiber = null;
    }

    @Override
    public void close() {
        cancel();
    }

    /// It is being thrown, in its greenlet: from there is the stack that helps.
    Timeout trace() {
        thrown = true;
        super.fillInStackTrace();
        return this;
    }

    /// Cheap until it is thrown: most timeouts never are.
    @Override
    @SuppressWarnings(
            "UnsynchronizedOverridesSynchronized") // a monitor would cost more than the timer
    public Throwable fillInStackTrace() {
        return thrown ? super.fillInStackTrace() : this;
    }

    @Override
    public String getMessage() {
        return "timed out after "
                + Durations.text(duration)
                + (what == null ? "" : ": " + Foreign.text(what));
    }

    @Override
    public String toString() {
        return thrown
                ? super.toString()
                : "Timeout of " + Durations.text(duration) + (isPending() ? " [pending]" : "");
    }
}
