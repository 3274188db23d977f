package jevent;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/// Blocking calls of the JDK, made as the mode wants it: plainly, or inside [Green#blocking].
final class JdkCall {

    private JdkCall() {}

    static <T extends @Nullable Object> T run(Callable<T> call) throws Exception {
        return Hub.mode() == Mode.CARRIER ? call.call() : Green.<T>blocking(call);
    }

    static void sleepForEver() throws Exception {
        run(JdkCall::sleep);
    }

    @SuppressWarnings("ThreadSleep") // the JDK's own, on purpose
    static Object sleep() throws InterruptedException {
        Thread.sleep(100_000);
        return "slept";
    }

    /// As a lock does: takes no notice of an interrupt, and leaves the flag set.
    static Object awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return "released";
    }
}
