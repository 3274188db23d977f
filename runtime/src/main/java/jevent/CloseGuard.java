package jevent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Lets callers of `close` go on if the hub's thread does not come back: it computes, or waits
/// somewhere else.
///
/// It looks at the clock on the wall, whatever clock the hub has, and touches nothing that belongs
/// to the hub's turn. The hub itself ends later, when its thread is back, or never.
///
/// ```text
///   close ──── grace + 9 s ────▶ report ──── 1 s at most ────▶ who closes goes on
///     └── the hub stops, or gives up its survivors ──▶ nothing
/// ```
final class CloseGuard {

    /// Longer than a hub needs that obeys: 5 s for the killed, and some.
    static final Duration PATIENCE = Duration.ofSeconds(9);

    /// How long an error handler may take.
    private static final Duration FOR_REPORT = Duration.ofSeconds(1);

    private static final ScheduledExecutorService CLOCK = clock();

    private final Runnable report;
    private final Runnable letGo;
    private volatile @Nullable Future<?> alarm;

    /// @param report tells what does not end; it may throw or hang
    /// @param letGo ends the wait of those who close
    CloseGuard(Runnable report, Runnable letGo) {
        this.report = report;
        this.letGo = letGo;
    }

    /// Its thread ends when nobody has needed it for a while.
    private static ScheduledExecutorService clock() {
        var clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("jevent-close-guard").factory());
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(1, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        return Executors.unconfigurableScheduledExecutorService(clock);
    }

    void start(long grace, long patience) {
        long nanos = grace > Long.MAX_VALUE / 4 ? Long.MAX_VALUE / 4 : grace + patience;
        alarm = CLOCK.schedule(this::strike, nanos, TimeUnit.NANOSECONDS);
    }

    void cancel() {
        Future<?> pending = alarm;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    private void strike() {
        try {
            Thread.ofPlatform().daemon().name("jevent-close-report").start(this::tell);
        } finally {
            alarm = CLOCK.schedule(letGo, FOR_REPORT.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void tell() {
        try {
            report.run();
        } finally {
            letGo.run();
        }
    }
}
