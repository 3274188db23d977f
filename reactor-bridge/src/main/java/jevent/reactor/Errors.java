package jevent.reactor;

import jevent.bridge.Failures;

import org.jspecify.annotations.Nullable;

import reactor.core.Exceptions;
import reactor.core.scheduler.Schedulers;

import java.util.concurrent.Callable;

/// Reactor's ways with errors and with threads that must not block.
final class Errors {

    private Errors() {}

    /// Takes off the wrappers: those of Reactor, then those of `java.util.concurrent`.
    static Throwable unwrap(Throwable error) {
        return Failures.unwrap(Exceptions.unwrap(error));
    }

    /// Calls a source that is ready; an error is thrown as by any other source.
    static <T> @Nullable T call(Callable<? extends T> ready) {
        try {
            return ready.call();
        } catch (Throwable e) {
            throw Failures.raiseAwaited(unwrap(e), ready);
        }
    }

    /// Refuses to wait on a thread of which Reactor says that it must not block.
    static void ensureMayWait(Object source) {
        if (Schedulers.isInNonBlockingThread()) {
            throw new IllegalStateException(
                    "cannot wait for "
                            + source
                            + " on "
                            + Thread.currentThread().getName()
                            + ", which must not block: do it in a greenlet, as in Monos.from(() ->"
                            + " ...)");
        }
    }
}
