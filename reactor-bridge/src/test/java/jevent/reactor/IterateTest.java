package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.ConcurrentUse;
import jevent.Green;
import jevent.Hub;
import jevent.flow.Iteration;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/// What a loop over a `Flux` sees.
@GreenTest
class IterateTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    static <T> List<T> all(Iteration<T> iteration) {
        List<T> items = new ArrayList<>();
        try (iteration) {
            iteration.forEach(items::add);
        }
        return items;
    }

    static List<Integer> upTo(int n) {
        return IntStream.range(0, n).boxed().toList();
    }

    @Test
    void itSeesEveryElementInOrder() {
        for (int n : new int[] {0, 1, 2, 3, 10, 1000, 5000}) {
            for (int prefetch : new int[] {1, 2, 3, 64, 256, 5000, Integer.MAX_VALUE}) {
                Flux<Integer> flux = Flux.range(0, n);

                assertThat(all(Fluxes.iterate(flux, prefetch))).isEqualTo(upTo(n));
                assertThat(all(Fluxes.iterate(flux.hide(), prefetch))).isEqualTo(upTo(n));
            }
        }
    }

    @Test
    void aReadySourceCostsNoWait() {
        long before = Hub.current().stats().switches();

        assertThat(all(Fluxes.iterate(Flux.range(0, 1000).map(n -> n)))).hasSize(1000);
        assertThat(all(Fluxes.iterate(Flux.range(0, 1000).hide()))).hasSize(1000);

        assertThat(Hub.current().stats().switches() - before).isZero();
    }

    @Test
    void slowElementsAreWaitedFor(TestHub hub) {
        Flux<Integer> ticking =
                Fluxes.from(
                        hub.hub(),
                        out -> {
                            for (int i = 0; i < 5; i++) {
                                Green.sleep(Duration.ofHours(1));
                                out.send(i);
                            }
                        });

        assertThat(all(Fluxes.iterate(ticking))).isEqualTo(upTo(5));

        assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(5));
    }

    @Test
    void elementsComeBeforeTheError() {
        var failure = new IOException("after three");
        for (int prefetch : new int[] {1, 2, 256, Integer.MAX_VALUE}) {
            var flux = Flux.range(0, 3).concatWith(Flux.error(failure));
            List<Integer> seen = new ArrayList<>();

            assertThatThrownBy(() -> Fluxes.iterate(flux, prefetch).forEach(seen::add))
                    .isSameAs(failure);

            assertThat(seen).isEqualTo(upTo(3));
        }
    }

    @Test
    void aPolledSourceFailsAfterItsElements() {
        var failure = new IllegalStateException("three");
        var flux = Flux.range(0, 9).map(n -> n == 3 ? AwaitTest.sneak(failure) : n);
        List<Integer> seen = new ArrayList<>();

        assertThatThrownBy(() -> Fluxes.iterate(flux).forEach(seen::add)).isSameAs(failure);

        assertThat(seen).isEqualTo(upTo(3));
    }

    @Test
    void askingTwiceChangesNothingAndTheEndStays() {
        Iterator<Integer> items = Fluxes.iterate(Flux.just(1, 2).hide()).iterator();

        assertThat(items.hasNext()).isTrue();
        assertThat(items.hasNext()).isTrue();
        assertThat(items.next()).isEqualTo(1);
        assertThat(items.next()).isEqualTo(2);
        assertThat(items.hasNext()).isFalse();
        assertThatThrownBy(items::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(items::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(items::remove).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anErrorStays() {
        var failure = new IOException("always");
        Iterator<Object> items = Fluxes.iterate(Flux.error(failure)).iterator();

        assertThatThrownBy(items::hasNext).isSameAs(failure);
        assertThatThrownBy(items::next).isSameAs(failure);
        assertThat(failure.getSuppressed()).isEmpty();
    }

    @Test
    void aSecondPassIsRefused() {
        try (Iteration<Integer> iteration = Fluxes.iterate(Flux.just(1))) {
            assertThat(iteration).containsExactly(1);

            assertThatThrownBy(iteration::iterator)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("second");
        }
    }

    @Test
    void itSubscribesWhenTheLoopBegins() {
        var script = Script.<Integer>quiet();
        try (Iteration<Integer> iteration = Fluxes.iterate(script.flux(), 8)) {
            assertThat(script.log).isEmpty();

            var _ = iteration.iterator();

            assertThat(script.log).containsExactly("request 8");
        }
    }

    @Test
    void anotherGreenletIsRefused() {
        try (Iteration<Integer> iteration = Fluxes.iterate(Flux.never())) {
            Iterator<Integer> items = iteration.iterator();

            var other = Green.spawn(items::hasNext);
            assertThatThrownBy(other::get)
                    .isInstanceOf(ConcurrentUse.class)
                    .hasMessageStartingWith("the iteration of Flux");
        }
    }

    @Test
    void aPrefetchOfNothingIsRefused() {
        assertThatThrownBy(() -> Fluxes.iterate(Flux.just(1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prefetch of 0");
    }

    @Test
    void elementsOfAnotherThreadArriveAll() {
        for (int prefetch : new int[] {1, 2, 7, 256, Integer.MAX_VALUE}) {
            var flux = Flux.range(0, 20_000).hide().publishOn(Schedulers.parallel());

            assertThat(all(Fluxes.iterate(flux, prefetch))).isEqualTo(upTo(20_000));
        }
    }

    @Test
    void twoLoopsAtOnceStayInOrder() {
        var first = Green.spawn(() -> all(Fluxes.iterate(elsewhere(1000), 1)));
        var second = Green.spawn(() -> all(Fluxes.iterate(elsewhere(1000), 10)));

        assertThat(first.get()).isEqualTo(upTo(1000));
        assertThat(second.get()).isEqualTo(upTo(1000));
    }

    private static Flux<Integer> elsewhere(int n) {
        return Flux.range(0, n).hide().subscribeOn(Schedulers.boundedElastic());
    }

    @Test
    void iteratingOnANonBlockingThreadIsRefusedWhenItHasToWait() {
        var failures =
                Flux.just(1)
                        .publishOn(Schedulers.parallel())
                        .map(n -> {
                            Iteration<Object> iteration = Fluxes.iterate(Flux.never());
                            try {
                                return iteration.iterator().hasNext();
                            } catch (IllegalStateException e) {
                                return e;
                            }
                        });

        assertThat(all(Fluxes.iterate(failures)).toString()).contains("must not block");
    }

    @Test
    void aLongLoopOnANonBlockingThreadMakesNoHub() {
        var hubs =
                Flux.just(1)
                        .publishOn(Schedulers.single())
                        .map(n -> {
                            all(Fluxes.iterate(Flux.range(0, 5000)));
                            return Hub.currentOrNull() != null;
                        });

        assertThat(all(Fluxes.iterate(hubs))).containsExactly(false);
    }
}
