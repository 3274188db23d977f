package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Timeout;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Flux;
import reactor.test.publisher.PublisherProbe;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A loop that closes its pass by itself, on every way out.
@GreenTest
class ForEachTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private final PublisherProbe<Integer> probe =
            PublisherProbe.of(Flux.range(0, 3).hide().concatWith(Flux.never()));

    private final List<Integer> seen = new ArrayList<>();

    @Test
    void itSeesAllElementsAndThenTheError() {
        var failure = new IOException("source");
        var flux = Flux.range(0, 3).hide().concatWith(Flux.error(failure));

        assertThatThrownBy(() -> Fluxes.forEach(flux, seen::add)).isSameAs(failure);

        assertThat(seen).containsExactly(0, 1, 2);
    }

    @Test
    void anErrorOfTheBodyCancelsAndIsThrownAsItIs() {
        var failure = new IOException("body");

        assertThatThrownBy(() ->
                        Publishers.forEach(
                                probe.flux(),
                                item -> {
                                    throw failure;
                                }))
                .isSameAs(failure);

        probe.assertWasCancelled();
    }

    @Test
    void aTimeoutInTheBodyCancels() {
        assertThatThrownBy(() ->
                        Timeout.call(
                                Duration.ofMillis(1),
                                () -> {
                                    Fluxes.forEach(
                                            probe.flux(), item -> Green.sleep(Duration.ofHours(1)));
                                    return "";
                                }))
                .isInstanceOf(Timeout.class);

        probe.assertWasCancelled();
    }

    @Test
    void aKillInTheBodyCancels() {
        var looping =
                Green.spawn(() ->
                        Fluxes.forEach(probe.flux(), item -> Green.sleep(Duration.ofHours(1))));
        Green.yieldNow();

        looping.kill();

        probe.assertWasCancelled();
    }

    @Test
    void oneThatStopsEarlyCancels() {
        Fluxes.forEachWhile(probe.flux(), item -> seen.add(item) && item < 1);
        probe.assertWasCancelled();

        Publishers.forEachWhile(Flux.range(5, 3), item -> seen.add(item) && item < 6);

        assertThat(seen).containsExactly(0, 1, 5, 6);
    }
}
