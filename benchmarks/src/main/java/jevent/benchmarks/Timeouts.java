package jevent.benchmarks;

import jevent.Timeout;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A timeout is started and cancelled while 100,000 others are pending; an operation is one.
public class Timeouts {

    private static final int COUNT = 100_000;
    private static final Duration HOUR = Duration.ofHours(1);

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void jevent(Pending.Timeouts pending) {
        pending.hub.run(() -> {
            for (int i = 0; i < COUNT; i++) {
                Timeout.start(HOUR).cancel();
            }
        });
    }

    /// What one interrupts a virtual thread by.
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public boolean virtualThreads(Pending.Tasks pending) {
        return VirtualThreads.run(() -> {
            var self = Thread.currentThread();
            boolean cancelled = true;
            for (int i = 0; i < COUNT; i++) {
                var task = pending.pool.schedule(self::interrupt, 1, TimeUnit.HOURS);
                cancelled &= task.cancel(false);
            }
            return cancelled;
        });
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int kotlin(Pending.Coroutines pending) {
        return pending.timeouts.startAndCancel(COUNT);
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void reactor(Pending.Reactor pending) {
        for (int i = 0; i < COUNT; i++) {
            pending.scheduler.schedule(Timeouts::nothing, 1, TimeUnit.HOURS).dispose();
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void rxjava(Pending.Rx pending) {
        for (int i = 0; i < COUNT; i++) {
            pending.scheduler.scheduleDirect(Timeouts::nothing, 1, TimeUnit.HOURS).dispose();
        }
    }

    private static void nothing() {}
}
