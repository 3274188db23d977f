package jevent.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Elements leave in the order in which they came, and no more are in it than were asked for.
@Timeout(60)
class RingTest {

    private static final int WITHOUT_END = 4_097;

    private static void fill(Ring<Integer> ring, int first, int count) {
        for (int i = first; i < first + count; i++) {
            assertThat(ring.offer(i)).isTrue();
        }
    }

    private static void drain(Ring<Integer> ring, int first, int count) {
        for (int i = first; i < first + count; i++) {
            assertThat(ring.isEmpty()).isFalse();
            assertThat(ring.poll()).isEqualTo(i);
        }
    }

    private static void assertEmpty(Ring<Integer> ring) {
        assertThat(ring.isEmpty()).isTrue();
        assertThat(ring.poll()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 100, 4_096})
    void itHoldsAsManyAsWereAskedFor(int prefetch) {
        var ring = new Ring<Integer>(prefetch);
        fill(ring, 0, prefetch);

        assertThat(ring.offer(-1)).isFalse();
        drain(ring, 0, prefetch);
        assertEmpty(ring);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, WITHOUT_END})
    void oneGoesInForEachThatHasGoneOut(int prefetch) {
        var ring = new Ring<Integer>(prefetch);
        int held = Math.min(prefetch, 300);
        fill(ring, 0, held);
        for (int i = held; i < 2_000; i++) {
            drain(ring, i - held, 1);
            fill(ring, i, 1);
        }
        if (prefetch < WITHOUT_END) {
            assertThat(ring.offer(-1)).isFalse();
        }
        drain(ring, 2_000 - held, held);
        assertEmpty(ring);
    }

    @ParameterizedTest
    @ValueSource(ints = {WITHOUT_END, Integer.MAX_VALUE})
    void oneWithoutEndGrows(int prefetch) {
        var ring = new Ring<Integer>(prefetch);
        fill(ring, 0, 10_000);
        drain(ring, 0, 5_000);
        fill(ring, 10_000, 10_000);
        drain(ring, 5_000, 15_000);
        assertEmpty(ring);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 256, WITHOUT_END})
    void whatIsThrownAwayLeavesRoom(int prefetch) {
        var ring = new Ring<Integer>(prefetch);
        int held = Math.min(prefetch, 1_000);
        fill(ring, 0, held);
        ring.clear();
        assertEmpty(ring);

        fill(ring, 0, held);
        drain(ring, 0, held);
        assertEmpty(ring);
    }

    /// An element that is written by one thread, and read by the other.
    private static final class Box {
        private int content;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 256, WITHOUT_END})
    void itLeadsFromOneThreadToAnother(int prefetch) throws InterruptedException {
        int count = 300;
        var ring = new Ring<Box>(prefetch);
        Thread producer = Thread.ofPlatform().start(() -> produce(ring, count));
        for (int i = 0; i < count; i++) {
            Box box = ring.poll();
            for (; box == null; box = ring.poll()) {
                letTheOtherOn();
            }
            assertThat(box.content).isEqualTo(i);
        }
        producer.join();

        assertThat(ring.isEmpty()).isTrue();
    }

    private static void produce(Ring<Box> ring, int count) {
        for (int i = 0; i < count; i++) {
            var box = new Box();
            box.content = i;
            while (!ring.offer(box)) {
                letTheOtherOn();
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // the other thread may need the core
    private static void letTheOtherOn() {
        Thread.yield();
    }

    @Test
    void anEmptyOneIsEmpty() {
        assertEmpty(new Ring<>(1));
        assertEmpty(new Ring<>(WITHOUT_END));
    }
}
