package jevent.flow;

import jevent.Hub;
import jevent.bridge.Failures;
import jevent.bridge.Home;

import org.jspecify.annotations.Nullable;

/// An error of a JDK publisher or body of which nobody can be told: the hub's error handler is, for
/// the JDK has no hook.
record Undelivered(Object source, Throwable error) implements Runnable {

    /// @param hub whose handler is told; null is the caller's, or else the shared one
    static void report(@Nullable Hub hub, Object source, Throwable error) {
        (hub == null ? Home.hub(null) : hub).tryExecute(new Undelivered(source, error));
    }

    /// What a callback throws is reported.
    @Override
    public void run() {
        throw Failures.raise(error);
    }

    @Override
    public String toString() {
        return "what came too late from " + source;
    }
}
