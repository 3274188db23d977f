package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.exceptions.MissingBackpressureException;
import io.reactivex.rxjava3.processors.PublishProcessor;

import jevent.Green;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How much an iteration asks for, and when.
@GreenTest
@ExtendWith(Undeliverable.class)
class FlowableDemandTest {

    /// The requests that a loop over `count` elements makes.
    private static List<String> requests(int count, int prefetch) {
        List<String> log = new ArrayList<>();
        var source =
                Flowable.range(0, count)
                        .hide()
                        .doOnRequest(n -> log.add(n == Long.MAX_VALUE ? "MAX" : "" + n));
        for (int item : Flowables.iterate(source, prefetch)) {
            log.add("(" + item + ")");
        }
        return log;
    }

    @Test
    void onePrefetchedIsAskedForWhenTheOneBeforeIsConsumed() {
        assertThat(requests(3, 1)).containsExactly("1", "(0)", "1", "(1)", "1", "(2)");
    }

    @Test
    void threeQuartersConsumedAreAskedForAgain() {
        assertThat(requests(20, 10))
                .containsSubsequence("10", "(7)", "8", "(15)", "8", "(19)")
                .filteredOn(entry -> !entry.startsWith("("))
                .containsExactly("10", "8", "8");
    }

    @Test
    void theDefaultIsTheBufferSizeOfRxJava() {
        List<Long> log = new ArrayList<>();
        for (int ignored : Flowables.iterate(Flowable.range(0, 200).hide().doOnRequest(log::add))) {
            assertThat(ignored).isNotNegative();
        }
        assertThat(log).containsExactly(128L, 96L);
    }

    @Test
    void withoutEndIsAskedForOnce() {
        assertThat(requests(5_000, Integer.MAX_VALUE))
                .filteredOn(entry -> !entry.startsWith("("))
                .containsExactly("MAX");
    }

    @Test
    void neverMoreIsOutstandingThanThePrefetch() {
        for (int prefetch : new int[] {1, 2, 3, 4, 7, 128}) {
            var source = new ManualFlowable<Integer>();
            long[] outstanding = {0};
            int[] next = {0};
            List<Long> most = new ArrayList<>();
            source.onRequest(n -> {
                outstanding[0] += n;
                most.add(outstanding[0]);
                for (; outstanding[0] > 0; outstanding[0]--) {
                    source.send(next[0]++);
                }
            });
            int consumed = 0;
            try (var loop = Flowables.iterate(source, prefetch)) {
                for (int item : loop) {
                    assertThat(item).isEqualTo(consumed++);
                    assertThat(next[0] - consumed).isLessThan(prefetch);
                    if (consumed == 500) {
                        break;
                    }
                }
            }
            assertThat(Collections.max(most)).isLessThanOrEqualTo(prefetch);
            assertThat(source.log.getLast()).isEqualTo("cancel");
        }
    }

    @Test
    void nothingIsAskedForAfterTheEnd() {
        var source = new ManualFlowable<Integer>();
        source.onRequest(n -> {
            source.send(1, 2, 3, 4);
            source.subscriber().onComplete();
        });

        assertThat(FlowableIterateTest.listOf(Flowables.iterate(source, 4)))
                .containsExactly(1, 2, 3, 4);
        assertThat(source.log).containsExactly("request(4)");
    }

    @Test
    void aFusedSourceIsAskedForNothing() {
        List<Long> log = new ArrayList<>();
        var source = Flowable.range(0, 10).doOnRequest(log::add);
        var fused = Flowable.range(0, 10).map(n -> n + 1);

        assertThat(FlowableIterateTest.listOf(Flowables.iterate(fused))).hasSize(10);
        assertThat(FlowableIterateTest.listOf(Flowables.iterate(source))).hasSize(10);
        assertThat(log).isNotEmpty();
    }

    @Test
    void aSlowLoopHoldsBackAFastSource() {
        int[] made = {0};
        var source =
                Flowable.fromIterable(Collections.nCopies(1_000, "x"))
                        .hide()
                        .doOnNext(x -> made[0]++);
        int consumed = 0;
        try (var loop = Flowables.iterate(source, 16)) {
            for (String ignored : loop) {
                consumed++;
                Green.sleep(1);
                assertThat(made[0]).isLessThanOrEqualTo(consumed + 16);
            }
        }
        assertThat(consumed).isEqualTo(1_000);
    }

    @Test
    void aSourceThatSendsFromInsideRequestKeepsItsOrder() {
        var source = new ManualFlowable<Integer>();
        int[] next = {0};
        source.onRequest(n -> {
            for (long i = 0; i < n; i++) {
                source.send(next[0]++);
            }
            if (next[0] > 100_000) {
                source.subscriber().onComplete();
            }
        });

        var seen = FlowableIterateTest.listOf(Flowables.iterate(source, 1));

        assertThat(seen).hasSize(100_001).isSorted();
    }

    @Test
    void whatASourceCouldNotBufferIsItsErrorAfterWhatItCould() {
        List<Object> seen = new ArrayList<>();
        Flowable<Integer> flooding =
                Flowable.create(
                        out -> {
                            for (int i = 0; i < 4; i++) {
                                out.onNext(i);
                            }
                        },
                        BackpressureStrategy.ERROR);

        assertThatThrownBy(() -> Flowables.iterate(flooding, 2).forEach(seen::add))
                .isInstanceOf(MissingBackpressureException.class);

        assertThat(seen).containsExactly(0, 1);
    }

    @Test
    void aHotSourceThatIsTooFastIsAnErrorAfterWhatWasAskedFor() {
        var hot = PublishProcessor.<Integer>create();
        List<Object> seen = new ArrayList<>();
        var loop =
                Green.spawn(() -> {
                    for (int item : Flowables.iterate(hot, 2)) {
                        seen.add(item);
                    }
                });
        loop.rawLink(() -> {});
        Green.yieldNow();

        hot.onNext(1);
        hot.onNext(2);
        hot.onNext(3);
        loop.join();

        assertThat(seen).containsExactly(1, 2);
        assertThat(loop.failure()).isInstanceOf(MissingBackpressureException.class);
        assertThat(hot.hasSubscribers()).isFalse();
    }

    @Test
    void onNextReturnsWhileTheLoopIsBusy() {
        var source = new ManualFlowable<Integer>();
        List<Integer> seen = new ArrayList<>();
        var slow =
                Green.spawn(() -> {
                    for (int item : Flowables.iterate(source, 3)) {
                        seen.add(item);
                        Green.sleep(1_000);
                    }
                });
        Green.yieldNow();

        source.send(0, 1, 2);
        source.subscriber().onComplete();
        assertThat(seen).isEmpty();

        slow.join();
        assertThat(seen).containsExactly(0, 1, 2);
    }
}
