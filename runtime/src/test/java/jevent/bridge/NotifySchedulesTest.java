package jevent.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Waiter;
import jevent.kernel.Strangers;

import org.jspecify.annotations.Nullable;

import schedules.ScheduleTest;
import schedules.Schedules;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Who waits sees every change: a wait that nobody ends is a schedule in which nobody can go on.
class NotifySchedulesTest {

    private static final int ALL = 2;

    /// What a bell for one who waits can do.
    private interface Bell {
        void await(BooleanSupplier changed);

        void wake();
    }

    private static final class Tested implements Bell {
        private final Notify notify = new Notify();

        @Override
        public void await(BooleanSupplier changed) {
            boolean ignored = notify.await("changes", changed);
        }

        @Override
        public void wake() {
            notify.wake();
        }
    }

    /// Looks before it says that it waits, and not again.
    private static final class LooksOnce implements Bell {
        private volatile @Nullable Waiter<@Nullable Void> waiting;

        @Override
        public void await(BooleanSupplier changed) {
            if (!changed.getAsBoolean()) {
                var waiter = Waiter.<@Nullable Void>outside("changes");
                waiting = waiter;
                waiter.get();
            }
        }

        @Override
        public void wake() {
            Waiter<@Nullable Void> waiter = waiting;
            if (waiter != null) {
                waiter.wake(null);
            }
        }
    }

    /// Two threads make a change each; the third waits until it has seen both.
    private static void seeAll(Bell bell) {
        var changes = new AtomicInteger();
        var seen = new AtomicInteger();
        Runnable change =
                () -> {
                    changes.incrementAndGet();
                    bell.wake();
                };
        Schedules.together(
                change,
                change,
                Strangers.stranger(() -> {
                    while (seen.get() < ALL) {
                        bell.await(() -> changes.get() > seen.get());
                        seen.set(changes.get());
                    }
                }));
        assertThat(seen).hasValue(ALL);
    }

    @ScheduleTest
    void noChangeIsMissed() {
        Schedules.allHold(() -> seeAll(new Tested()));
    }

    @ScheduleTest
    void oneThatLooksOnceIsFoundOut() {
        Schedules.someFails(() -> seeAll(new LooksOnce()));
    }
}
