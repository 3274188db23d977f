package jevent.reactor;

import static jevent.reactor.HubSchedulerTest.on;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.Mode;
import jevent.sync.AsyncResult;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;

/// A hub under Reactor's operators, and Reactor's schedulers under a greenlet.
@GreenTest
class HubSchedulerOperatorsTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<Object> log = new ArrayList<>();

    private static boolean isOn(Hub hub) {
        return Green.current().hub() == hub;
    }

    // ---- a hub under operators

    @Test
    @GreenTest(realTime = true)
    void publishOnKeepsTheOrderFromAnotherThread(TestHub hub) {
        var source =
                Flux.range(0, 20_000)
                        .subscribeOn(Schedulers.parallel())
                        .publishOn(on(hub))
                        .filter(item -> isOn(hub.hub()));

        assertThat(IterateTest.all(Fluxes.iterate(source))).isEqualTo(IterateTest.upTo(20_000));
    }

    @Test
    void subscribeOnSubscribesInAGreenletOfTheHub() {
        try (Hub hub = Hub.open("steps")) {
            Flux<Boolean> source =
                    Flux.<Boolean>create(sink -> sink.next(isOn(hub)).complete())
                            .subscribeOn(HubScheduler.of(hub));

            StepVerifier.create(source).expectNext(true).verifyComplete();
        }
    }

    @Test
    void publishOnRespectsDemandAndEndsWithTheError() {
        try (Hub hub = Hub.open("steps")) {
            Flux<Integer> source =
                    Flux.range(0, 3)
                            .concatWith(Mono.error(new IOException("the end")))
                            .publishOn(HubScheduler.of(hub));

            StepVerifier.create(source, 1)
                    .expectNext(0)
                    .thenRequest(2)
                    .expectNext(1, 2)
                    .verifyErrorMessage("the end");
        }
    }

    @Test
    void manyPipelinesShareTheHub() {
        try (Hub hub = Hub.open("steps")) {
            Flux<Integer> sums =
                    Flux.range(0, 50)
                            .flatMap(
                                    i ->
                                            Flux.range(0, 100)
                                                    .subscribeOn(Schedulers.parallel())
                                                    .publishOn(HubScheduler.of(hub), 8)
                                                    .reduce(Integer::sum),
                                    50);

            StepVerifier.create(sums).expectNextCount(50).verifyComplete();
            StepVerifier.create(sums.distinct()).expectNext(4_950).verifyComplete();
        }
    }

    @Test
    void anOperatorMayWait(TestHub hub) {
        var source =
                Flux.just(1, 2, 3)
                        .publishOn(on(hub))
                        .mapNotNull(item ->
                                Monos.await(Mono.just(item).delayElement(second(), on(hub))));

        assertThat(IterateTest.all(Fluxes.iterate(source))).containsExactly(1, 2, 3);
        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    private static Duration second() {
        return Duration.ofSeconds(1);
    }

    @Test
    void delayElementsAndSleepPassTogether(TestHub hub) {
        Green.spawn(() -> {
            Green.sleep(Duration.ofSeconds(90));
            log.add("slept");
        });
        var minutes =
                Flux.just("first", "second", "third")
                        .delayElements(Duration.ofMinutes(1), on(hub))
                        .doOnNext(log::add);

        assertThat(IterateTest.all(Fluxes.iterate(minutes))).hasSize(3);

        assertThat(log).containsExactly("first", "slept", "second", "third");
        assertThat(hub.elapsed()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void intervalKeepsItsPaceAndLeavesNoTimer(TestHub hub) {
        var ticks = Flux.interval(second(), on(hub)).take(5).map(tick -> hub.elapsed().toSeconds());

        assertThat(IterateTest.all(Fluxes.iterate(ticks))).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(hub.hub().stats().timers()).isZero();
    }

    @Test
    void timeoutOfReactorIsATimerOfTheHub(TestHub hub) {
        var late = Mono.never().timeout(Duration.ofHours(1), on(hub));
        var early = Mono.just(1).hide().timeout(Duration.ofHours(1), on(hub));

        assertThatThrownBy(() -> Monos.await(late)).isInstanceOf(TimeoutException.class);
        assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(1));
        assertThat(Monos.<Integer>await(early)).isOne();
        assertThat(hub.hub().stats().timers()).isZero();
    }

    @Test
    void elapsedMeasuresTheHubsTime(TestHub hub) {
        var measured = Flux.interval(second(), on(hub)).take(2).elapsed(on(hub));

        assertThat(IterateTest.all(Fluxes.iterate(measured)))
                .extracting(pair -> pair.getT1())
                .containsExactly(1_000L, 1_000L);
    }

    @Test
    void cancellingAPipelineLeavesNoTimer(TestHub hub) {
        var running = Flux.interval(second(), on(hub)).publishOn(on(hub)).subscribe(log::add);
        Green.sleep(Duration.ofMillis(2_500));

        running.dispose();
        Green.sleep(Duration.ofSeconds(5));

        assertThat(log).containsExactly(0L, 1L);
        assertThat(hub.hub().stats().timers()).isZero();
    }

    @Test
    void aRefusalReachesTheSubscriber(TestHub hub) {
        var disposed = on(hub);
        disposed.dispose();

        assertThatThrownBy(() -> Monos.await(Mono.just(1).delayElement(second(), disposed)))
                .isInstanceOf(java.util.concurrent.RejectedExecutionException.class);
    }

    // ---- block() in a greenlet

    @Test
    void blockInAGreenletLetsTheOthersRun(TestHub hub) {
        assumeTrue(Hub.mode() == Mode.CARRIER);
        var blocked = Green.spawn(() -> Mono.delay(second(), on(hub)).block());
        Green.spawn(() -> {
            Green.sleep(Duration.ofMillis(500));
            log.add("meanwhile " + blocked.isReady());
        });

        assertThat(blocked.get()).isZero();
        assertThat(log).containsExactly("meanwhile false");
    }

    @Test
    void blockingLetsTheOthersRunInBothModes(TestHub hub) {
        var blocked =
                Green.spawn(() -> Green.blocking(() -> Mono.delay(second(), on(hub)).block()));
        Green.spawn(() -> {
            Green.sleep(Duration.ofMillis(500));
            log.add("meanwhile " + blocked.isReady());
        });

        assertThat(blocked.get()).isZero();
        assertThat(log).containsExactly("meanwhile false");
    }

    @Test
    void aTaskIsOnNoThreadThatMustNotBlock(TestHub hub) {
        on(hub).schedule(() -> log.add(Schedulers.isInNonBlockingThread()));
        HubSchedulerTest.settle();

        assertThat(log).containsExactly(false);
    }

    // ---- the other way round: a greenlet's work on a scheduler of Reactor

    @Test
    @GreenTest(realTime = true)
    void workMayBeDoneElsewhereWhileTheHubGoesOn() {
        var go = new CountDownLatch(1);
        var work =
                Mono.fromCallable(
                                () -> {
                                    go.await();
                                    return Thread.currentThread().getName();
                                })
                        .subscribeOn(Schedulers.boundedElastic());
        var waiting = Green.<String>spawn(() -> Monos.await(work));
        Green.spawn(go::countDown);

        assertThat(waiting.get()).startsWith("boundedElastic-");
    }

    @Test
    @GreenTest(realTime = true)
    void aKillInterruptsTheWorkElsewhere() {
        var began = AsyncResult.<Boolean>promise();
        var interrupted = AsyncResult.<Boolean>promise();
        var work =
                Mono.fromCallable(
                                () -> {
                                    began.set(true);
                                    try {
                                        return hang();
                                    } catch (InterruptedException e) {
                                        interrupted.set(true);
                                        return 0L;
                                    }
                                })
                        .subscribeOn(Schedulers.boundedElastic());
        var waiting = Green.<Long>spawn(() -> Monos.await(work));
        began.get();

        waiting.kill();
        assertThat(interrupted.get()).isTrue();

        assertThatThrownBy(waiting::get).isInstanceOf(GreenletExit.class);
    }

    private static long hang() throws InterruptedException {
        var never = new CountDownLatch(1);
        never.await();
        return never.getCount();
    }

    @Test
    @GreenTest(realTime = true)
    void theWorksErrorIsThrownAsItIs() {
        var error = new IOException("elsewhere");
        var work =
                Mono.fromCallable(
                                () -> {
                                    throw error;
                                })
                        .subscribeOn(Schedulers.boundedElastic());

        assertThatThrownBy(() -> Monos.await(work)).isSameAs(error);
    }
}
