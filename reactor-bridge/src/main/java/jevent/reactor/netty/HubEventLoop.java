package jevent.reactor.netty;

import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.util.concurrent.Future;

import jevent.Hub;

import java.util.concurrent.TimeUnit;

/// A Netty event loop whose thread is the loop fiber of a hub.
///
/// A greenlet of the hub is not "in the event loop": a lock can stop the loop fiber in the middle
/// of a pipeline, and the pipeline must not be entered by a second one then. What greenlets do with
/// a channel goes through the loop's queue of tasks, which costs no wake-up.
final class HubEventLoop extends ManualIoEventLoop {

    /// Tasks that go on for longer let the greenlets in between.
    private static final long TASKS_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Hub hub;

    @SuppressWarnings("NullAway") // Netty's constructor takes null: the thread is set later
    HubEventLoop(IoEventLoopGroup group, Hub hub, IoHandlerFactory handler) {
        super(group, null, handler);
        this.hub = hub;
    }

    Hub hub() {
        return hub;
    }

    /// Runs what is ready; true if there may be more of it.
    boolean runReady() {
        long start = ticker().nanoTime();
        runNow(TASKS_NANOS);
        return ticker().nanoTime() - start >= TASKS_NANOS;
    }

    /// How long until a task is due; `Long.MAX_VALUE` if none is scheduled.
    long nanosToNextTask() {
        long next = nextScheduledTaskDeadlineNanos();
        return next == -1 ? Long.MAX_VALUE : Math.max(0, next - ticker().nanoTime());
    }

    /// Whether somebody shuts it down, which takes some iterations.
    boolean isEnding() {
        return isShuttingDown() && !isTerminated();
    }

    /// Closes all channels and runs what that leads to.
    ///
    /// @param refuse from then on no task is to be taken, which Netty leaves to whom it wakes: it
    ///   finds that it has ended, cannot take the task back, and does not mind
    void end(Runnable refuse) {
        Future<?> end = shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
        while (!end.isDone()) {
            runNow();
        }
        refuse.run();
        while (runNonBlockingTasks(0) > 0) {} // those that came between the last look and this
    }

    @Override
    public String toString() {
        return "event loop of " + hub;
    }
}
