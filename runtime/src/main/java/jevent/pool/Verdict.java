package jevent.pool;

import jevent.GreenletExit;
import jevent.Hub;
import jevent.Outcome;
import jevent.Timeout;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What a scope throws, of all that has gone wrong in it.
///
/// A kill or a timeout of its owner goes before everything else, or it would be lost; the failures
/// are then reported. Else the scope throws the first failure, and the others are suppressed in it.
final class Verdict {

    /// Who has failed; run as a callback, it is reported.
    private record Failure(Object who, Throwable error) implements Runnable {
        @Override
        public void run() {
            rethrow(error);
        }

        @Override
        public String toString() {
            return who.toString();
        }
    }

    private final List<Failure> failures = new ArrayList<>();
    private @Nullable Throwable fromOutside;
    private @Nullable ScopeExit exit;

    /// A member has failed.
    void failed(Object member, Throwable error) {
        failures.add(new Failure(member, error));
    }

    /// The block is being ended by `own`, since a member has failed.
    void endsBlock(ScopeExit own) {
        exit = own;
    }

    /// The block, or a wait of the scope's own, was ended by `error`.
    void threw(Scope scope, Throwable error) {
        if (error == exit) {
            return;
        }
        if (!isFromOutside(error)) {
            failures.add(new Failure(scope, error));
        } else if (fromOutside == null) {
            fromOutside = error;
        }
    }

    private static boolean isFromOutside(Throwable error) {
        return error instanceof GreenletExit
                || error instanceof Timeout
                || error instanceof ScopeExit;
    }

    /// Throws it; does nothing if nothing has gone wrong.
    void throwIt(Hub hub) {
        Throwable raised = fromOutside;
        if (raised != null) {
            failures.forEach(hub::tryExecute);
            rethrow(raised);
        }
        if (!failures.isEmpty()) {
            Throwable first = failures.getFirst().error();
            failures.forEach(failure -> suppress(failure.error(), first));
            rethrow(first);
        }
    }

    /// What the block makes of its own cancellation says nothing that the failure does not say.
    private void suppress(Throwable error, Throwable first) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause == first || cause == exit) {
                return;
            }
        }
        first.addSuppressed(error);
    }

    private static void rethrow(Throwable error) {
        new Outcome.Failure<@Nullable Void>(error).unwrap();
    }
}
