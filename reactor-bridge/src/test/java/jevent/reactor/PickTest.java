package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Flux;
import reactor.test.publisher.PublisherProbe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/// One element of many.
@GreenTest
class PickTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private static List<Flux<Integer>> three() {
        return List.of(
                Flux.just(1, 2, 3), Flux.just(1, 2, 3).hide(), Flux.range(0, 3).map(n -> n + 1));
    }

    @Test
    void ofThree() {
        for (Flux<Integer> flux : three()) {
            assertThat(Fluxes.<Integer>first(flux)).isEqualTo(1);
            assertThat(Fluxes.<Integer>firstOrNull(flux)).isEqualTo(1);
            assertThat(Fluxes.<Integer>firstOrElse(flux, () -> 7)).isEqualTo(1);
            assertThat(Fluxes.<Integer>last(flux)).isEqualTo(3);
            assertThat(Fluxes.<Integer>lastOrNull(flux)).isEqualTo(3);
            assertThatThrownBy(() -> Fluxes.single(flux))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("more than one element")
                    .hasMessageContaining("Flux");
            assertThatThrownBy(() -> Fluxes.singleOrNull(flux))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void ofNone() {
        for (Flux<Integer> flux : List.of(Flux.<Integer>empty(), Flux.<Integer>empty().hide())) {
            for (Runnable wait :
                    List.<Runnable>of(
                            () -> Fluxes.first(flux),
                            () -> Fluxes.last(flux),
                            () -> Fluxes.single(flux))) {
                assertThatThrownBy(wait::run)
                        .isInstanceOf(NoSuchElementException.class)
                        .hasMessageContaining("Flux")
                        .hasMessageContaining("without an element")
                        .hasMessageContaining("OrNull");
            }
            assertThat(Fluxes.<Integer>firstOrNull(flux)).isNull();
            assertThat(Fluxes.<Integer>lastOrNull(flux)).isNull();
            assertThat(Fluxes.<Integer>singleOrNull(flux)).isNull();
            assertThat(Fluxes.<Integer>firstOrElse(flux, () -> 7)).isEqualTo(7);
        }
    }

    @Test
    void ofOne() {
        for (Flux<Integer> flux : List.of(Flux.just(1), Flux.just(1).hide())) {
            assertThat(Fluxes.<Integer>single(flux)).isEqualTo(1);
            assertThat(Fluxes.<Integer>singleOrNull(flux)).isEqualTo(1);
            assertThat(Fluxes.<Integer>last(flux)).isEqualTo(1);
        }
    }

    @Test
    void anyPublisherWillDo() {
        var script =
                Script.<Integer>of(it -> {
                    it.to().onSubscribe(it);
                    it.to().onNext(1);
                    it.to().onComplete();
                });

        assertThat(Publishers.<Integer>single(script)).isEqualTo(1);
        assertThat(Publishers.<Integer>last(script)).isEqualTo(1);
        assertThat(Publishers.<Integer>iterate(script)).containsExactly(1);
        assertThat(Publishers.<Integer>iterate(script, 1)).containsExactly(1);
    }

    @Test
    void firstAsksForOneAndCancels() {
        var script = Script.<Integer>quiet();
        var waiting = Green.spawn(() -> Publishers.<Integer>first(script));
        Green.yieldNow();

        script.to().onNext(1);
        assertThat(script.log).containsExactly("request 1", "cancel");

        assertThat(waiting.get()).isEqualTo(1);
    }

    @Test
    void firstOfAnEndlessSource() {
        var probe = PublisherProbe.of(Flux.<Integer>generate(sink -> sink.next(1)).hide());

        assertThat(Fluxes.<Integer>first(probe.flux())).isEqualTo(1);

        probe.assertWasCancelled();
    }

    @Test
    void whatComesAfterTheCancelIsDropped() {
        var late = new IOException("late");
        var script = Script.<Integer>quiet();
        script.onCancel(() -> script.to().onError(late));
        var waiting = Green.spawn(() -> Publishers.<Integer>first(script));
        Green.yieldNow();

        script.to().onNext(1);
        script.to().onNext(2);
        script.to().onComplete();

        assertThat(waiting.get()).isEqualTo(1);
        assertThat(dropped.takeErrors()).containsExactly(late);
        assertThat(dropped.takeValues()).containsExactly(2);
    }

    @Test
    void aSecondElementCancelsOnceThenFails() {
        var late = new IOException("late");
        List<Object> discarded = new ArrayList<>();
        var script = Script.<Integer>quiet();
        script.onCancel(() -> script.to().onError(late));
        var waiting =
                Green.spawn(() ->
                        GreenletContext.call(
                                Discards.into(discarded),
                                () -> Publishers.<Integer>single(script)));
        Green.yieldNow();

        script.to().onNext(1);
        script.to().onNext(2);

        assertThatThrownBy(waiting::get).isInstanceOf(IllegalArgumentException.class);
        assertThat(script.log).containsExactly("request all", "cancel");
        assertThat(discarded).containsExactlyInAnyOrder(1, 2);
        assertThat(dropped.takeErrors()).containsExactly(late);
    }

    @Test
    void lastOfAFailedSourceIsItsError() {
        var failure = new IOException("after two");
        List<Object> discarded = new ArrayList<>();
        var flux = Flux.just(1, 2).concatWith(Flux.error(failure)).hide();

        var waiting =
                Green.spawn(() ->
                        GreenletContext.call(
                                Discards.into(discarded), () -> Fluxes.<Integer>last(flux)));

        assertThatThrownBy(waiting::get).isSameAs(failure);
        assertThat(discarded).containsExactly(1, 2);
    }

    @Test
    void aKillCancels() {
        var probe = PublisherProbe.of(Flux.<Integer>never());
        var waiting = Green.spawn(() -> Fluxes.<Integer>first(probe.flux()));
        Green.yieldNow();

        waiting.kill();

        probe.assertWasCancelled();
    }
}
