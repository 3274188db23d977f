package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.util.context.Context;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Greenlets in the middle of a pipeline.
@GreenTest
class ThroughTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private static Flux<Integer> pairs(Flux<Integer> flux) {
        return flux.transform(
                Fluxes.through((in, out) -> {
                    int sum = 0;
                    for (Integer item : in) {
                        sum += item;
                        if (item % 2 == 1) {
                            out.send(sum);
                            sum = 0;
                        }
                    }
                    out.send(-1);
                }));
    }

    @Test
    void itMakesOthersOfThem() {
        StepVerifier.create(pairs(Flux.range(0, 6))).expectNext(1, 5, 9, -1).verifyComplete();
    }

    @Test
    void anErrorOfTheSourceComesThrough() {
        var failure = new IOException("source");

        StepVerifier.create(pairs(Flux.range(0, 2).concatWith(Flux.error(failure))))
                .expectNext(1)
                .verifyErrorSatisfies(e -> assertThat(e).isSameAs(failure));
    }

    @Test
    void aSlowSubscriberSlowsTheSource(TestHub hub) {
        List<Long> requests = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        var subscriber = new FromCallableTest.Lazy<Integer>(seen);
        Flux.range(0, 10_000)
                .hide()
                .doOnRequest(requests::add)
                .transform(
                        Fluxes.<Integer, Integer>through(
                                hub.hub(), (in, out) -> in.forEach(out::send)))
                .subscribe(subscriber);
        Green.yieldNow();

        subscriber.request(100);
        Green.yieldNow();

        assertThat(seen).hasSize(100);
        assertThat(requests).containsExactly(256L);
        subscriber.cancel();
        Green.yieldNow();
    }

    @Test
    void cancelKillsTheGreenletAndCancelsTheSource(TestHub hub) {
        var probe = PublisherProbe.of(Flux.<Integer>never());
        var running =
                probe.flux()
                        .transform(
                                Fluxes.<Integer, Integer>through(
                                        hub.hub(), (in, out) -> in.forEach(out::send)))
                        .subscribe();
        Green.yieldNow();

        running.dispose();
        Green.yieldNow();

        probe.assertWasCancelled();
    }

    @Test
    void anErrorOfTheSourceWhileItIsCancelledIsDropped(TestHub hub) {
        var late = new IOException("while it is cancelled");
        List<String> seen = new ArrayList<>();
        var script = Script.<Integer>quiet();
        script.onCancel(() -> script.to().onError(late));
        var running =
                script.flux()
                        .transform(
                                Fluxes.<Integer, Integer>through(
                                        hub.hub(), (in, out) -> in.forEach(out::send)))
                        .subscribe(item -> {}, error -> seen.add("error"));
        Green.yieldNow();

        running.dispose();
        Green.yieldNow();

        assertThat(seen).isEmpty();
        assertThat(dropped.takeErrors()).containsExactly(late);
    }

    @Test
    void theBodysEndCancelsTheSource(TestHub hub) {
        var probe = PublisherProbe.of(Flux.<Integer>never());
        var flux =
                probe.flux()
                        .transform(
                                Fluxes.<Integer, String>through(
                                        hub.hub(),
                                        (in, out) -> {
                                            var _ = in.iterator();
                                            out.send("enough");
                                        }));

        assertThat(IterateTest.all(Fluxes.iterate(flux))).containsExactly("enough");

        probe.assertWasCancelled();
    }

    @Test
    void theSourceSeesTheSubscribersContext() {
        var flux =
                Flux.deferContextual(c -> Flux.just(c.get("user").toString()))
                        .transform(
                                Fluxes.<String, String>through((in, out) -> in.forEach(out::send)))
                        .contextWrite(Context.of("user", "ada"));

        assertThat(IterateTest.all(Fluxes.iterate(flux))).containsExactly("ada");
    }
}
