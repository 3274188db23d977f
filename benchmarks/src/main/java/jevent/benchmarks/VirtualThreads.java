package jevent.benchmarks;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/// Work on plain virtual threads.
final class VirtualThreads {

    private VirtualThreads() {}

    /// Runs `main` on a virtual thread and waits for its result.
    static <T> T run(Callable<T> main) {
        var task = new FutureTask<>(main);
        Thread.startVirtualThread(task);
        try {
            return task.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
