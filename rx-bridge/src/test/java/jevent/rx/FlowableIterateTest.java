package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.processors.PublishProcessor;

import jevent.ConcurrentUse;
import jevent.Green;
import jevent.flow.Iteration;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

@GreenTest
@ExtendWith(Undeliverable.class)
class FlowableIterateTest {

    static <T> List<T> listOf(Iteration<T> iteration) {
        List<T> seen = new ArrayList<>();
        try (iteration) {
            iteration.forEach(seen::add);
        }
        return seen;
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 128, 5_000, Integer.MAX_VALUE})
    void everyPrefetchSeesEverythingInOrder(int prefetch) {
        var fused = Flowable.range(0, 10_000);

        assertThat(listOf(Flowables.iterate(fused, prefetch))).isEqualTo(numbers(10_000));
        assertThat(listOf(Flowables.iterate(fused.hide(), prefetch))).isEqualTo(numbers(10_000));
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void elementsArriveWhereverTheyComeFrom(Place place) {
        var source = new ManualFlowable<String>();
        source.onRequest(n ->
                place.run(() -> {
                    source.send("a", "b");
                    source.subscriber().onComplete();
                }));

        assertThat(listOf(Flowables.iterate(source, 8))).containsExactly("a", "b");
    }

    @Test
    void whatIsReadyCostsNoWait() {
        var other = Green.spawn(() -> "ran");

        assertThat(listOf(Flowables.iterate(Flowable.just(1, 2, 3)))).containsExactly(1, 2, 3);
        assertThat(listOf(Flowables.iterate(Flowable.just(1, 2).hide()))).containsExactly(1, 2);
        assertThat(listOf(Flowables.iterate(Flowable.empty()))).isEmpty();

        assertThat(other.isReady()).isFalse();
        other.join();
    }

    @Test
    void whatHasArrivedComesBeforeTheError() {
        var error = new IOException("broken");
        for (var source :
                List.of(
                        Flowable.just(1, 2).concatWith(Flowable.error(error)),
                        Flowable.concat(Flowable.range(1, 2), Flowable.error(error)).hide())) {
            List<Integer> seen = new ArrayList<>();
            assertThatThrownBy(() -> Flowables.iterate(source).forEach(seen::add)).isSameAs(error);
            assertThat(seen).containsExactly(1, 2);
        }
    }

    @Test
    void anErrorOvertakesNothingThatIsBuffered() {
        var error = new IOException("broken");
        var source = PublishProcessor.<Integer>create();
        List<Object> seen = new ArrayList<>();
        var reader =
                Green.spawn(() -> {
                    try (var numbers = Flowables.iterate(source)) {
                        numbers.forEach(seen::add);
                    } catch (Exception e) {
                        seen.add(e);
                    }
                });
        Green.yieldNow();

        source.onNext(1);
        source.onNext(2);
        source.onError(error);
        reader.join();

        assertThat(seen).containsExactly(1, 2, error);
    }

    @Test
    void theErrorStaysAndGathersNothing() {
        var error = new IOException("broken");
        Iterator<Object> cursor = Flowables.iterate(Flowable.error(error)).iterator();

        assertThatThrownBy(cursor::hasNext).isSameAs(error);
        assertThatThrownBy(cursor::next).isSameAs(error);
        assertThat(error.getSuppressed()).isEmpty();
    }

    @Test
    void anErrorOfAFusedSourceIsThrownAsItIs() {
        var error = new IllegalStateException("in the mapper");
        var source =
                Flowable.range(1, 3)
                        .map(n -> {
                            if (n == 3) {
                                throw error;
                            }
                            return n;
                        });
        List<Integer> seen = new ArrayList<>();

        assertThatThrownBy(() -> Flowables.iterate(source).forEach(seen::add)).isSameAs(error);
        assertThat(seen).containsExactly(1, 2);
    }

    @Test
    void whatSubscribeThrowsIsThrownAsItIs() {
        var error = new IllegalStateException("cannot subscribe");
        var source =
                new ManualFlowable<Integer>(subscriber -> {
                    throw error;
                });

        assertThatThrownBy(() -> Flowables.iterate(source).iterator().hasNext()).isSameAs(error);
        assertThat(Undeliverable.take()).containsExactly(error);
    }

    @Test
    void itSubscribesWhenTheLoopBegins() {
        var source = PublishProcessor.<Integer>create();
        var iteration = Flowables.iterate(source);
        assertThat(source.hasSubscribers()).isFalse();

        var ignored = iteration.iterator();
        assertThat(source.hasSubscribers()).isTrue();

        iteration.close();
        assertThat(source.hasSubscribers()).isFalse();
    }

    @Test
    void hasNextMayBeAskedAgainAndNextNeedsNone() {
        var cursor = Flowables.iterate(Flowable.just(1, 2, 3).hide()).iterator();

        assertThat(cursor.hasNext()).isTrue();
        assertThat(cursor.hasNext()).isTrue();
        assertThat(cursor.next()).isEqualTo(1);
        assertThat(cursor.next()).isEqualTo(2);
        assertThat(cursor.hasNext()).isTrue();
        assertThat(cursor.next()).isEqualTo(3);
        assertThat(cursor.hasNext()).isFalse();
        assertThatThrownBy(cursor::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(cursor::next).isInstanceOf(NoSuchElementException.class);
        assertThat(cursor.hasNext()).isFalse();
        assertThatThrownBy(cursor::remove).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void thereIsOnePass() {
        var iteration = Flowables.iterate(Flowable.just(1));
        listOf(iteration);

        assertThatThrownBy(iteration::iterator)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one pass");
    }

    @Test
    void anotherGreenletIsRefused() {
        var iteration = Flowables.iterate(Flowable.never());
        var cursor = iteration.iterator();

        var stranger = Green.spawn(cursor::hasNext);

        assertThatThrownBy(stranger::get).isInstanceOf(ConcurrentUse.class);
        iteration.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aPrefetchThatNeverGetsAnythingIsRefused(int prefetch) {
        assertThatThrownBy(() -> Flowables.iterate(Flowable.just(1), prefetch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use 1 or more");
    }

    @Test
    void aLoopThatNeverWaitsGivesOthersTheirTurn() {
        var other = Green.spawn(() -> "ran");
        int seen = 0;
        for (int ignored : Flowables.iterate(Flowable.range(0, 1 << 20))) {
            seen++;
            if (other.isReady()) {
                break;
            }
        }

        assertThat(seen).isLessThan(5_000);
    }

    @Test
    void twoIterationsInOneGreenletDoNotMixUp() {
        try (var odd = Flowables.iterate(Flowable.just(1, 3, 5).hide());
                var even = Flowables.iterate(Flowable.just(2, 4, 6))) {
            var left = odd.iterator();
            var right = even.iterator();
            List<Integer> seen = new ArrayList<>();
            while (left.hasNext() && right.hasNext()) {
                seen.add(left.next());
                seen.add(right.next());
            }
            assertThat(seen).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }
}
