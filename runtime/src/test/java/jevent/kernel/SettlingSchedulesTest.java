package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import schedules.ScheduleTest;
import schedules.Schedules;

import java.util.concurrent.atomic.AtomicInteger;

/// What happens once has one result, and wakes once each of those who came before it.
class SettlingSchedulesTest {

    private static final class Node extends WaitQueue.Node {
        final AtomicInteger wakes = new AtomicInteger();

        @Override
        public void wake() {
            wakes.incrementAndGet();
        }
    }

    /// Looks whether it is open, and settles a moment later.
    private static final class Hasty extends Settling<String> {
        @Override
        public boolean settle(String outcome) {
            boolean open = !isSettled();
            super.settle(outcome);
            return open;
        }
    }

    private static void race(Settling<String> settling) {
        var wins = new AtomicInteger();
        var patient = new Node();
        var impatient = new Node();
        var owed = new AtomicInteger();
        Schedules.together(
                () -> wins.addAndGet(settling.settle("a") ? 1 : 0),
                () -> wins.addAndGet(settling.settle("b") ? 1 : 0),
                () -> owed.addAndGet(settling.enlist(patient) ? 1 : 0),
                () -> owed.addAndGet(settling.enlist(impatient) && !impatient.abandon() ? 1 : 0));
        assertThat(wins).hasValue(1);
        assertThat(patient.wakes.get() + impatient.wakes.get()).isEqualTo(owed.get());
        assertThat(settling.waiters()).isZero();
    }

    @ScheduleTest
    void oneSettlesItAndEveryWaiterIsWokenOnce() {
        Schedules.allHold(() -> race(new Settling<>()));
    }

    @ScheduleTest
    void oneThatLooksBeforeItSettlesIsFoundOut() {
        Schedules.someFails(() -> race(new Hasty()));
    }
}
