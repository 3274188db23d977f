package jevent.benchmarks;

import io.reactivex.rxjava3.schedulers.Schedulers;

import jevent.Green;
import jevent.Greenlet;
import jevent.Hub;
import jevent.Timeout;
import jevent.sync.Event;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/// 100,000 pending timers, in each contender's own way.
public final class Pending {

    private static final int COUNT = 100_000;

    private Pending() {}

    private static void nothing() {}

    /// They belong to a greenlet that waits until the end.
    @State(Scope.Thread)
    public static class Timeouts {

        final Hub hub = Hub.current();
        private final Event end = new Event();
        private final Greenlet<?> holder = hub.spawn(this::hold);

        /// Has the holder begin.
        @Setup
        public void start() {
            Green.yieldNow();
        }

        private void hold() {
            for (int i = 0; i < COUNT; i++) {
                Timeout.start(Duration.ofHours(1).plusMillis(i));
            }
            end.await();
        }

        @TearDown
        public void stop() {
            end.set();
            holder.join();
        }
    }

    /// In the pool that delays virtual threads' work.
    @State(Scope.Thread)
    public static class Tasks {

        final ForkJoinPool pool = ForkJoinPool.commonPool();

        @Setup
        public void start() {
            for (int i = 0; i < COUNT; i++) {
                pool.schedule(Pending::nothing, 3_600_000 + i, TimeUnit.MILLISECONDS);
            }
        }
    }

    /// On one event loop.
    @State(Scope.Thread)
    public static class Coroutines {

        final CoroutineTimeouts timeouts = new CoroutineTimeouts(COUNT);

        @TearDown
        public void stop() {
            timeouts.close();
        }
    }

    /// In one worker of Reactor.
    @State(Scope.Thread)
    public static class Reactor {

        final reactor.core.scheduler.Scheduler scheduler =
                reactor.core.scheduler.Schedulers.newSingle("benchmark", true);

        @Setup
        public void start() {
            for (int i = 0; i < COUNT; i++) {
                scheduler.schedule(Pending::nothing, 3_600_000 + i, TimeUnit.MILLISECONDS);
            }
        }
    }

    /// In one worker of RxJava.
    @State(Scope.Thread)
    public static class Rx {

        final io.reactivex.rxjava3.core.Scheduler scheduler = Schedulers.single();

        @Setup
        public void start() {
            for (int i = 0; i < COUNT; i++) {
                scheduler.scheduleDirect(Pending::nothing, 3_600_000 + i, TimeUnit.MILLISECONDS);
            }
        }
    }
}
