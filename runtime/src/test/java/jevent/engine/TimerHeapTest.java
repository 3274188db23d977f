package jevent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// The earliest deadline comes first, of equal ones the one that was added first, whatever is taken
/// out in between.
class TimerHeapTest {

    private static final class Timer extends TimerHeap.Entry {
        @Override
        void fire() {}
    }

    private final TimerHeap heap = new TimerHeap();

    private Timer add(long deadline) {
        var timer = new Timer();
        heap.add(timer, deadline);
        return timer;
    }

    private List<TimerHeap.Entry> takeAll() {
        List<TimerHeap.Entry> taken = new ArrayList<>();
        for (var first = heap.first(); first != null; first = heap.first()) {
            taken.add(first);
            heap.remove(first);
        }
        return taken;
    }

    @Test
    void anEmptyOneHasNoFirst() {
        assertThat(heap.first()).isNull();
        assertThat(heap.size()).isZero();
    }

    @Test
    void theEarliestIsTheFirst() {
        Timer late = add(30);
        Timer early = add(10);
        Timer middle = add(20);

        assertThat(takeAll()).containsExactly(early, middle, late);
    }

    @Test
    void equalOnesComeInTheOrderInWhichTheyWereAdded() {
        List<Timer> equal = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            equal.add(add(7));
        }

        assertThat(takeAll()).isEqualTo(equal);
    }

    /// Deadlines are of a clock that may overflow, so that only their difference means something.
    @Test
    void theClockMayOverflow() {
        Timer after = add(Long.MIN_VALUE + 5);
        Timer before = add(Long.MAX_VALUE - 5);

        assertThat(takeAll()).containsExactly(before, after);
    }

    @Test
    void oneKnowsWhetherItIsIn() {
        var timer = new Timer();
        assertThat(timer.isScheduled()).isFalse();
        heap.add(timer, 42);
        assertThat(timer.isScheduled()).isTrue();
        assertThat(timer.deadline()).isEqualTo(42);
        heap.first();
        assertThat(timer.isScheduled()).isTrue();
        heap.remove(timer);
        assertThat(timer.isScheduled()).isFalse();
    }

    /// Both before and after anybody has asked for the first, which sorts.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatIsCancelledIsGoneAtOnce(boolean sorted) {
        Timer first = add(1);
        Timer second = add(2);
        Timer third = add(3);
        if (sorted) {
            heap.first();
        }
        heap.remove(second);
        assertThat(heap.size()).isEqualTo(2);
        heap.remove(second);
        assertThat(heap.size()).isEqualTo(2);

        assertThat(takeAll()).containsExactly(first, third);
        assertThat(heap.size()).isZero();
    }

    @Test
    void toTakeOneBackDoesNotChangeTheOrderOfEqualOnes() {
        Timer cancelled = add(7);
        Timer first = add(7);
        Timer second = add(7);
        heap.remove(cancelled); // the last takes its place

        assertThat(takeAll()).containsExactly(first, second);
    }

    @Test
    void oneThatIsAddedAgainStandsBehindItsEquals() {
        Timer first = add(7);
        Timer again = add(7);
        Timer other = add(7);
        heap.remove(again);
        heap.add(again, 7);

        assertThat(takeAll()).containsExactly(first, other, again);
    }

    /// What is in, in the plainest way.
    private static final class Model {
        private final List<Timer> timers = new ArrayList<>();
        private final Random random;

        Model(long seed) {
            random = new Random(seed);
        }

        Timer any() {
            return timers.remove(random.nextInt(timers.size()));
        }

        List<Timer> sorted() { // stable: equal ones stay in the order in which they were added
            return timers.stream()
                    .sorted(Comparator.comparingLong(TimerHeap.Entry::deadline))
                    .toList();
        }
    }

    @Test
    void whateverIsAddedAndCancelledTheRestIsInOrder() {
        long seed = System.nanoTime();
        var model = new Model(seed);
        for (int i = 0; i < 5_000; i++) {
            play(model, seed);
        }

        assertThat(takeAll()).as("seed %s", seed).isEqualTo(model.sorted());
    }

    private void play(Model model, long seed) {
        int choice = model.random.nextInt(100);
        if (choice < 52 || model.timers.isEmpty()) {
            model.timers.add(add(model.random.nextInt(50)));
        } else if (choice < 95) {
            heap.remove(model.any());
        } else {
            var first = heap.first();
            assertThat(first).as("seed %s", seed).isSameAs(model.sorted().getFirst());
        }
        assertThat(heap.size()).as("seed %s", seed).isEqualTo(model.timers.size());
    }
}
