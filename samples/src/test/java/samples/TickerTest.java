package samples;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.reactor.Fluxes;
import jevent.reactor.Monos;
import jevent.reactor.testing.ReactorTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;

/// The example of `docs/testing.md` for greenlets and Reactor on one clock.
@ReactorTest
class TickerTest {

    /// Asks every minute, with a second chance for an answer that takes more than 5 s.
    static Flux<Integer> ticker(Mono<Integer> price) {
        return Fluxes.from(out -> {
            while (true) {
                out.send(Monos.await(price.timeout(Duration.ofSeconds(5)).retry(1)));
                Green.sleep(Duration.ofMinutes(1));
            }
        });
    }

    @Test
    void asksEveryMinute(TestHub hub) {
        var slow = Mono.just(42).delayElement(Duration.ofSeconds(3));

        assertThat(Monos.await(ticker(slow).take(2).collectList())).containsExactly(42, 42);

        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(3 + 60 + 3));
    }
}
