package jevent.reactor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Timeout;
import jevent.reactor.Fluxes;
import jevent.reactor.GreenletContext;
import jevent.reactor.Monos;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `StepVerifier` moves the hub's clock.
@GreenTest
class HubStepsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final List<Object> log = new ArrayList<>();

    /// Sends 0, 1, 2 and so on, one an hour.
    private Flux<Integer> hourly(int n) {
        return Fluxes.from(out -> {
            try {
                for (int i = 0; i < n; i++) {
                    Green.sleep(HOUR);
                    out.send(i);
                }
            } finally {
                log.add("ended");
            }
        });
    }

    @Test
    void itAwaitsWhatAGreenletSendsWithNoTimeAtAll(TestHub hub) {
        HubSteps.withVirtualTime(() -> Monos.from(() -> List.of(Green.current().hub(), hub.hub())))
                .assertNext(hubs -> assertThat(hubs.get(0)).isSameAs(hubs.get(1)))
                .verifyComplete();

        assertThat(hub.elapsed()).isZero();
    }

    @Test
    void timePassesWhereTheScriptSaysSoAndNowhereElse(TestHub hub) {
        HubSteps.withVirtualTime(() -> hourly(3))
                .expectSubscription()
                .expectNoEvent(HOUR)
                .expectNext(0)
                .then(() -> log.add(hub.elapsed()))
                .thenAwait(HOUR)
                .expectNext(1)
                .thenAwait(HOUR.multipliedBy(10))
                .expectNext(2)
                .verifyComplete();

        assertThat(log).containsExactly(HOUR, "ended");
        assertThat(hub.elapsed()).isEqualTo(HOUR.multipliedBy(12));
    }

    /// As Reactor's own virtual time does.
    @Test
    void whatIsDueAtTheVeryEndOfAStepHasHappenedAfterIt() {
        var sleep = Duration.ofMillis(10);
        HubSteps.withVirtualTime(() ->
                        Fluxes.from(out -> {
                            Green.sleep(sleep);
                            log.add("sent");
                            out.send(1);
                            Green.sleep(sleep);
                            log.add("sent");
                            out.send(2);
                        }))
                .expectSubscription()
                .thenAwait(sleep.minusNanos(1))
                .then(() -> log.add("before"))
                .thenAwait(Duration.ofNanos(1))
                .then(() -> log.add("after 10 ms"))
                .expectNext(1)
                .thenAwait(sleep)
                .then(() -> log.add("after 20 ms"))
                .expectNext(2)
                .verifyComplete();

        assertThat(log).containsExactly("before", "sent", "after 10 ms", "sent", "after 20 ms");
    }

    @Test
    void delaysOfReactorAndSleepsOfGreenletsShareTheSteps(TestHub hub) {
        HubSteps.withVirtualTime(() ->
                        Flux.merge(
                                hourly(2).map(i -> "greenlet " + i),
                                Flux.interval(Duration.ofMinutes(45))
                                        .take(2)
                                        .map(i -> "reactor " + i)))
                .thenAwait(Duration.ofMinutes(45))
                .expectNext("reactor 0")
                .expectNoEvent(Duration.ofMinutes(15))
                .expectNext("greenlet 0")
                .thenAwait(HOUR)
                .expectNext("reactor 1", "greenlet 1")
                .verifyComplete();

        assertThat(hub.elapsed()).isEqualTo(HOUR.multipliedBy(2));
    }

    @Test
    void whatComesANanosecondTooEarlyIsFound() {
        var steps =
                HubSteps.withVirtualTime(() -> hourly(1))
                        .expectSubscription()
                        .expectNoEvent(HOUR.plusNanos(1))
                        .expectNext(0)
                        .expectComplete();

        assertThatThrownBy(steps::verify)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected no event: onNext(0)");
    }

    @Test
    void aWrongValueFailsAndTheSourceIsCancelled() {
        var steps = HubSteps.withVirtualTime(() -> hourly(3)).thenAwait(HOUR).expectNext(7);

        assertThatThrownBy(steps::verifyComplete)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("7");
        Green.sleep(1);

        assertThat(log).containsExactly("ended");
    }

    @Test
    void demandIsTheScripts() {
        HubSteps.withVirtualTime(
                        () ->
                                Fluxes.from(out -> {
                                    for (int i = 0; i < 4; i++) {
                                        log.add("sends " + i);
                                        out.send(i);
                                    }
                                }),
                        0)
                .expectSubscription()
                .then(() -> assertThat(log).containsExactly("sends 0"))
                .thenRequest(2)
                .expectNext(0, 1)
                .then(() -> assertThat(log).containsExactly("sends 0", "sends 1", "sends 2"))
                .thenRequest(2)
                .expectNext(2, 3)
                .verifyComplete();
    }

    @Test
    void theFinallyHasRunWhenTheScriptHasCancelled() {
        HubSteps.withVirtualTime(() -> hourly(3))
                .thenAwait(HOUR)
                .expectNext(0)
                .thenCancel()
                .verify();

        assertThat(log).containsExactly("ended");
    }

    @Test
    void theFinallyHasRunWhenAStepHasFailed() {
        var failure = new AssertionError("of the step");
        var steps =
                HubSteps.withVirtualTime(() -> hourly(3))
                        .expectSubscription()
                        .then(() -> {
                            throw failure;
                        })
                        .expectComplete();

        assertThatThrownBy(steps::verify).isSameAs(failure);
        assertThat(log).containsExactly("ended");
    }

    @Test
    void aTimeoutOfAGreenletIsAnErrorOfTheSteps() {
        HubSteps.withVirtualTime(
                        () -> Monos.from(() -> Monos.await(Mono.delay(HOUR), HOUR.dividedBy(2))))
                .expectSubscription()
                .expectNoEvent(HOUR.dividedBy(2))
                .expectError(Timeout.class)
                .verify();
    }

    @Test
    void whatMakingOrSubscribingThrowsReachesTheTest() {
        var failure = new IllegalStateException("cannot be made");

        assertThatThrownBy(() ->
                        HubSteps.withVirtualTime(
                                        () -> {
                                            throw failure;
                                        })
                                .verifyComplete())
                .isSameAs(failure);
        HubSteps.withVirtualTime(() -> Mono.error(new IOException("broken")))
                .verifyErrorMessage("broken");
    }

    @Test
    void severalVerificationsGoOnWithTheSameClock(TestHub hub) {
        for (int i = 0; i < 3; i++) {
            HubSteps.withVirtualTime(() -> Mono.delay(HOUR))
                    .thenAwait(HOUR)
                    .expectNext(0L)
                    .verifyComplete();
        }

        assertThat(hub.elapsed()).isEqualTo(HOUR.multipliedBy(3));
    }

    @Test
    void afterwardsTheSchedulersAreWhatTheyWere() {
        var before = Schedulers.parallel();

        HubSteps.withVirtualTime(() -> Mono.delay(HOUR).map(t -> Schedulers.parallel() == before))
                .thenAwait(HOUR)
                .expectNext(false)
                .verifyComplete();

        assertThat(Schedulers.parallel()).isSameAs(before);
        assertThat(before.isDisposed()).isFalse();
    }

    @Test
    void theNearestContextIsTheGreenlets() {
        HubSteps.withVirtualTime(() ->
                        Monos.from(() -> GreenletContext.current().<String>get("user"))
                                .contextWrite(c -> c.put("user", "ada")))
                .expectNext("ada")
                .verifyComplete();
    }

    @Test
    void aGreenletIsNoPlaceForIt() {
        var tried = Green.spawn(() -> HubSteps.withVirtualTime(() -> Mono.just(1)));

        assertThatThrownBy(tried::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@GreenTest itself");
    }
}
