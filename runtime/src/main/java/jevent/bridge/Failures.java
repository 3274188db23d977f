package jevent.bridge;

import jevent.Outcome;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/// What to do with errors that cross a bridge.
///
/// They cross as the very objects they are: nothing is added to them, for an error may be shared by
/// many who wait. Only the wrappers of `java.util.concurrent` are taken off.
public final class Failures {

    private Failures() {}

    /// The error inside `CompletionException`s and `ExecutionException`s.
    public static Throwable unwrap(Throwable error) {
        Throwable inner = error;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    /// Throws the error as it is, checked or not.
    ///
    /// @return never; so that one can write `throw Failures.raise(e)`
    public static RuntimeException raise(Throwable error) {
        new Outcome.Failure<>(error).unwrap();
        throw new AssertionError(error);
    }

    /// As [#raise], of what an await has failed with: the place is remembered for reports.
    public static RuntimeException raiseAwaited(Throwable error, Object source) {
        Trace.awaited(error, source);
        return raise(error);
    }

    /// What a signal that carries null is answered with.
    public static NullPointerException nullSignal(String signal) {
        return new NullPointerException(signal + " was called with null");
    }

    /// What a wait fails with when its publisher breaks the rules.
    public static IllegalStateException violation(Object publisher, String what) {
        return new IllegalStateException(
                publisher + " broke the rules of Reactive Streams: " + what);
    }
}
