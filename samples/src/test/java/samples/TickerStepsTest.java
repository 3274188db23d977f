package samples;

import jevent.reactor.testing.HubSteps;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;

import java.time.Duration;

/// The other example of `docs/testing.md`: the ticker of [TickerTest], step by step.
@GreenTest
class TickerStepsTest {

    @Test
    void asksEveryMinuteStepByStep() {
        HubSteps.withVirtualTime(() -> TickerTest.ticker(Mono.just(42)))
                .expectNext(42)
                .expectNoEvent(Duration.ofMinutes(1))
                .expectNext(42)
                .thenCancel()
                .verify();
    }
}
