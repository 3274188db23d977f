package jevent;

import jevent.kernel.Fiber;
import jevent.kernel.Raised;
import jevent.kernel.Strand;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// A way to end a piece of code from outside: an error that is raised in the greenlet that is in
/// it, once, and not after its end.
///
/// ```java
/// try (var cancellation = Cancellation.open()) {
///     button.onClick(() -> cancellation.raise(new Abandoned()));
///     return work();
/// }
/// ```
///
/// It is a [Timeout] without a clock, for code that builds things like [jevent.pool.Scope]; the
/// error comes where a timeout would: at the next wait, or out of a JDK call, which is interrupted.
/// *Kill, timeout, interrupt* come independently of it. *Close* takes an error back that has not
/// been thrown yet.
public final class Cancellation implements AutoCloseable {

    private final Fiber fiber;

    // On the hub only.
    private final int depth;
    private @Nullable Raised raised;
    private boolean closed;

    private Cancellation(Fiber fiber) {
        this.fiber = fiber;
        this.depth = fiber.shieldDepth();
    }

    /// Begins, for the calling greenlet, or the thread that carries a hub.
    ///
    /// @throws IllegalStateException if the caller belongs to no hub, or is a callback
    public static Cancellation open() {
        return new Cancellation(callerOrThrow("be cancelled"));
    }

    /// The fiber of the calling code, if that may wait on its hub.
    static Fiber callerOrThrow(String what) {
        if (!(Strand.current(Hub::current) instanceof Fiber caller)) {
            throw new IllegalStateException(
                    Thread.currentThread()
                            + " belongs to no hub and cannot "
                            + what
                            + ": run the code with Hub.shared().run(...)");
        }
        if (caller.scheduler().isLoopFiber(caller)) {
            throw new IllegalStateException(
                    "a callback never waits, so it cannot " + what + ": do it in a greenlet");
        }
        caller.ensureTurn();
        return caller;
    }

    /// Raises `error` in the code, if that has not ended, and nothing was raised before. Any
    /// thread.
    public void raise(Throwable error) {
        Objects.requireNonNull(error, "error");
        fiber.scheduler().run(() -> raiseHere(error));
    }

    private void raiseHere(Throwable error) {
        if (!closed && raised == null) {
            raised = Raised.timeout(error, depth, true);
            fiber.raise(raised);
        }
    }

    /// The code has ended. Idempotent; to be called by the greenlet that has opened it.
    @Override
    public void close() {
        fiber.ensureTurn();
        closed = true;
        Raised pending = raised;
        if (pending != null) {
            fiber.retract(pending);
        }
    }

    @Override
    public String toString() {
        return "Cancellation of " + fiber + (closed ? " [closed]" : "");
    }
}
