package jevent;

import jevent.kernel.Durations;
import jevent.kernel.Fiber;
import jevent.kernel.Strand;
import jevent.loop.Alarm;

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
/// the greenlet that started it, at the next point where that greenlet waits on the hub; a greenlet
/// that only computes, or waits inside a JDK call, is not interrupted. Timeouts nest: the one that
/// fires is thrown, and no inner wait absorbs an outer timeout.
///
/// *Close* cancels: once closed it is never thrown any more, even if its time was over already.
public final class Timeout extends Error implements AutoCloseable {

    private static final long serialVersionUID = 1L;

    private final transient Duration duration;
    private final transient @Nullable Object what;
    private transient @Nullable Fiber fiber;
    private transient @Nullable Alarm alarm;
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
    public <T extends @Nullable Object> T call(Callable<? extends T> body) {
        Timeout timeout = this;
        try (timeout) {
            timeout.start();
            return body.call();
        } catch (Exception e) {
            throw Strand.sneak(e);
        }
    }

    /// As [#call(Callable)], for a body without a result.
    public void call(ThrowingRunnable body) {
        this.<@Nullable Void>call(() -> {
            body.runWithException();
            return null;
        });
    }

    /// Runs `body`; if that takes longer than `limit`, the result is `fallback`. A timeout of
    /// somebody else that comes first is thrown, not replaced.
    public static <T extends @Nullable Object> T callOr(
            Duration limit, T fallback, Callable<? extends T> body) {
        var timeout = of(limit);
        try (timeout) {
            timeout.start();
            return body.call();
        } catch (Timeout over) {
            if (over != timeout) {
                throw over;
            }
            return fallback;
        } catch (Exception e) {
            throw Strand.sneak(e);
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
    /// @throws IllegalStateException if it is pending, or the caller belongs to no hub
    public Timeout start() {
        if (isPending()) {
            throw new IllegalStateException(
                    this + " was started before: cancel it first, or use a second one");
        }
        if (!(Strand.current(Hub::current) instanceof Fiber caller)) {
            throw new IllegalStateException(
                    Thread.currentThread()
                            + " belongs to no hub and cannot be timed out: run the code with"
                            + " Hub.shared().run(...)");
        }
        if (caller.scheduler().isLoopFiber(caller)) {
            throw new IllegalStateException(
                    "a callback cannot be timed out, for it never waits: start "
                            + this
                            + " in a greenlet");
        }
        caller.ensureTurn();
        fiber = caller;
        alarm = Hub.of(caller).loop().alarm(Durations.nanos(duration), this::fire);
        return this;
    }

    private void fire() {
        Fiber target = fiber;
        if (target != null) {
            alarm = null;
            target.raise(this, false);
        }
    }

    /// Whether its time is still running.
    public boolean isPending() {
        return alarm != null;
    }

    public Duration duration() {
        return duration;
    }

    /// Stops it; it will not be thrown any more. Idempotent. It may be started again.
    public void cancel() {
        Fiber owner = fiber;
        if (owner == null) {
            return;
        }
        if (Strand.currentFiber() == owner) {
            owner.ensureTurn();
        }
        fiber = null;
        Alarm running = alarm;
        alarm = null;
        if (running != null) {
            running.cancel();
        } else {
            owner.retract(this);
        }
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
        return "timed out after " + Durations.text(duration) + (what == null ? "" : ": " + what);
    }

    @Override
    public String toString() {
        return thrown
                ? super.toString()
                : "Timeout of " + Durations.text(duration) + (isPending() ? " [pending]" : "");
    }
}
