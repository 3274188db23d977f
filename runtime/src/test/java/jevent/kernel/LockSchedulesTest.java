package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import schedules.ScheduleTest;
import schedules.Schedules;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// One thread at a time is between `lock` and `unlock`.
class LockSchedulesTest {

    /// Looks whether it is free, and takes it a moment later.
    private static final class Hasty {
        private final AtomicBoolean held = new AtomicBoolean();

        void lock() {
            while (held.get()) {
                Thread.onSpinWait();
            }
            held.set(true);
        }

        void unlock() {
            held.set(false);
        }
    }

    private static void count(Runnable lock, Runnable unlock) {
        var counter = new AtomicInteger();
        Runnable increment =
                () -> {
                    lock.run();
                    counter.set(counter.get() + 1);
                    unlock.run();
                };
        Schedules.together(increment, increment, increment);
        assertThat(counter).hasValue(3);
    }

    @ScheduleTest
    void oneThreadAtATimeIsInside() {
        Schedules.allHold(() -> {
            var lock = new SpinLock.Plain();
            count(lock::lock, lock::unlock);
        });
    }

    @ScheduleTest
    void aLockThatLooksBeforeItTakesIsFoundOut() {
        Schedules.someFails(() -> {
            var lock = new Hasty();
            count(lock::lock, lock::unlock);
        });
    }
}
