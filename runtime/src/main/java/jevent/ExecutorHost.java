package jevent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A single-threaded executor as a host. It learns its thread from the tasks that it runs, for an
/// executor may replace a thread.
final class ExecutorHost implements Host {

    private final ScheduledExecutorService executor;

    /// Written by the executor's thread.
    private volatile @Nullable Thread thread;

    ExecutorHost(ScheduledExecutorService executor) {
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    @Override
    public void execute(Runnable task) {
        if (executor.isShutdown()) { // some drop a task then, and say nothing
            throw new RejectedExecutionException(executor + " has been shut down");
        }
        executor.execute(() -> run(task));
    }

    @Override
    public boolean isShutdown() {
        return executor.isShutdown();
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        Future<?> timer = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    private void run(Runnable task) {
        thread = Thread.currentThread();
        task.run();
    }

    @Override
    public String toString() {
        return "Host of " + executor;
    }
}
