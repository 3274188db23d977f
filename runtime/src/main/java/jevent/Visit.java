package jevent;

import jevent.kernel.Fiber;
import jevent.kernel.ForeignStrand;
import jevent.kernel.Raised;
import jevent.kernel.Strand;

import org.jspecify.annotations.Nullable;

/// A greenlet that runs for a caller that waits for it, and ends with that wait; see [Hub#run].
///
/// ```text
///             body ends
///   WAITS ───────────────────────────────────────▶ its result
///     │ kill, timeout of who waits: kill the body
///     ▼                 body ends by that
///   LEAVES ──────────────────────────────────────▶ the error of who waits
///     │ └── body returns all the same ───────────▶ its value; the error comes at the next wait
///     └──── a second kill ───────────────────────▶ that one; the body ends in its own time
/// ```
///
/// Why the value, and not the error: it may be a resource, and nobody else could close it.
final class Visit<T extends @Nullable Object> {

    private final Greenlet<T> body;
    private final Strand caller;

    Visit(Greenlet<T> body, Strand caller) {
        this.body = body;
        this.caller = caller;
    }

    /// Starts the body and waits for its end.
    ///
    /// @param enlisted the caller's wait, queued before the start: so a failure has an observer
    Outcome<T> run(Getter enlisted) {
        body.start();
        try {
            caller.await(enlisted);
        } catch (Throwable raised) {
            leave(raised);
        }
        return body.outcome();
    }

    /// Returns if the body has ended with a value.
    private void leave(Throwable raised) {
        Raised request = caller instanceof Fiber fiber ? fiber.lastRaised() : null;
        body.killLater(new GreenletExit("who waits for " + body.name() + " in run is leaving"));
        if (!(raised instanceof BlockingSwitchOut)) { // or the caller may not wait at all
            awaitEnd(raised);
        }
        if (!body.isSuccessful()) {
            throw Strand.sneak(raised);
        }
        if (caller instanceof Fiber fiber && request != null) {
            fiber.raiseAgain(request);
        }
    }

    private void awaitEnd(Throwable raised) {
        boolean interrupted = caller instanceof ForeignStrand && Thread.interrupted();
        try {
            body.join();
        } catch (Throwable second) {
            if (second != raised) {
                second.addSuppressed(raised);
            }
            throw second;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
