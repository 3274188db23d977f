package jevent.rx;

import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.Green;
import jevent.Greenlet;
import jevent.bridge.Failures;

/// RxJava's ways with errors and with threads that must not block.
final class Errors {

    private Errors() {}

    /// What a source threw from `subscribe`, which RxJava hides in a `NullPointerException`.
    static Throwable thrownBySubscribe(Throwable error) {
        Throwable cause = error.getCause();
        return Failures.unwrap(
                error instanceof NullPointerException && cause != null ? cause : error);
    }

    /// RxJava marks such threads by an interface that its module does not export.
    private static boolean isNonBlocking(Thread thread) {
        for (Class<?> mark : thread.getClass().getInterfaces()) {
            if (mark.getSimpleName().equals("NonBlockingThread")) {
                return true;
            }
        }
        return false;
    }

    private static String callerName() {
        Greenlet<?> caller = Green.currentOrNull();
        return caller == null ? Thread.currentThread().getName() : caller.name();
    }

    /// Refuses to wait where RxJava is told to: `RxJavaPlugins.setFailOnNonBlockingScheduler`.
    static void ensureMayWait(Object source) {
        if (RxJavaPlugins.isFailOnNonBlockingScheduler()
                && (isNonBlocking(Thread.currentThread()) || RxJavaPlugins.onBeforeBlocking())) {
            throw new IllegalStateException(
                    "cannot wait for "
                            + source
                            + " on "
                            + callerName()
                            + ", which must not block: do it in a greenlet, as in"
                            + " Singles.from(() -> ...)");
        }
    }
}
