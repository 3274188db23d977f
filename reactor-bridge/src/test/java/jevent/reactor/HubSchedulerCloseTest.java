package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.Hub;
import jevent.HubClosed;
import jevent.sync.AsyncResult;
import jevent.sync.Event;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A hub is closed under its scheduler: nobody is left waiting.
class HubSchedulerCloseTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration HOUR = Duration.ofHours(1);

    @RegisterExtension final Dropped dropped = new Dropped();

    private final Hub hub = Hub.open("closing");
    private final Scheduler scheduler = HubScheduler.of(hub);
    private final List<Object> log = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        hub.close(Duration.ZERO);
    }

    @SuppressWarnings("ImmutableEnumChecker") // a maker keeps nothing
    enum Stream {
        FLUX_SUBSCRIBE_ON(s -> Flux.just(1, 2).hide().subscribeOn(s)),
        VALUE_SUBSCRIBE_ON(s -> Flux.just(1).subscribeOn(s)),
        MONO_SUBSCRIBE_ON(s -> Mono.just(1).hide().subscribeOn(s).flux()),
        CALLABLE_SUBSCRIBE_ON(s -> Mono.fromCallable(() -> 1).subscribeOn(s).flux()),
        FLUX_PUBLISH_ON(s -> Flux.just(1, 2).hide().publishOn(s)),
        MONO_PUBLISH_ON(s -> Mono.just(1).hide().publishOn(s).flux()),
        INTERVAL(s -> Flux.interval(HOUR, s)),
        MONO_DELAY(s -> Mono.delay(HOUR, s).flux()),
        MONO_DELAY_ELEMENT(s -> Mono.just(1).delayElement(HOUR, s).flux());

        private final Function<Scheduler, Flux<?>> maker;

        Stream(Function<Scheduler, Flux<?>> maker) {
            this.maker = maker;
        }

        Flux<?> on(Scheduler scheduler) {
            return maker.apply(scheduler);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewStreamOnAClosedHubEndsWithAnErrorThatTheSubscriberIsTold(Stream stream) {
        hub.close(Duration.ZERO);

        StepVerifier.create(stream.on(scheduler))
                .expectErrorSatisfies(HubSchedulerCloseTest::isClosed)
                .verify(SOON);
    }

    private static void isClosed(Throwable error) {
        assertThat(error)
                .isInstanceOf(RejectedExecutionException.class)
                .hasCauseInstanceOf(HubClosed.class);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.MATCH_ANY,
            names = {"INTERVAL", "MONO_DELAY.*"})
    void aStreamThatWaitsForItsTimeEndsWithAnErrorWhenTheHubIsClosed(Stream stream) {
        StepVerifier.create(stream.on(scheduler))
                .then(() -> hub.close(Duration.ZERO))
                .expectErrorSatisfies(HubSchedulerCloseTest::isClosed)
                .verify(SOON);
    }

    @Test
    void aTimeoutIsOverAtOnceAndLeavesTheStreamToItsFallback() {
        var source = TestPublisher.<Integer>create();

        StepVerifier.create(source.flux().timeout(HOUR, Flux.just(2), scheduler))
                .then(() -> source.next(1))
                .expectNext(1)
                .then(() -> hub.close(Duration.ZERO))
                .expectNext(2)
                .expectComplete()
                .verify(SOON);
        source.assertCancelled();

        StepVerifier.create(Mono.never().timeout(HOUR, scheduler))
                .expectError(TimeoutException.class)
                .verify(SOON);
    }

    @Test
    void aRunningIntervalEndsWithAnError() {
        var ticks = Flux.interval(Duration.ofMillis(1), scheduler).onBackpressureDrop();

        StepVerifier.create(ticks, 1)
                .expectNext(0L)
                .then(() -> hub.close(Duration.ofSeconds(5)))
                .expectErrorSatisfies(HubSchedulerCloseTest::isClosed)
                .verify(SOON);
    }

    @Test
    void whatComesAfterTheCloseIsRefusedAndItsSourceIsCancelled() {
        var source = TestPublisher.<Integer>create();

        StepVerifier.create(source.flux().publishOn(scheduler))
                .then(() -> source.next(1))
                .expectNext(1)
                .then(() -> hub.close(Duration.ZERO))
                .then(() -> source.next(2))
                .expectErrorSatisfies(HubSchedulerCloseTest::isClosed)
                .verify(SOON);

        source.assertCancelled();
    }

    @SuppressWarnings("ImmutableEnumChecker") // a maker keeps nothing
    enum Holding {
        BUFFER_TIMEOUT((source, s) -> source.bufferTimeout(9, HOUR, s)),
        FAIR_BUFFER_TIMEOUT((source, s) -> source.bufferTimeout(9, HOUR, s, true)),
        WINDOW_TIMEOUT((source, s) -> source.windowTimeout(9, HOUR, s)),
        DELAY_SEQUENCE((source, s) -> source.delaySequence(HOUR, s));

        private final BiFunction<Flux<Integer>, Scheduler, Flux<?>> maker;

        Holding(BiFunction<Flux<Integer>, Scheduler, Flux<?>> maker) {
            this.maker = maker;
        }
    }

    /// Their tasks are not the operators themselves, but parts of them.
    @ParameterizedTest
    @EnumSource
    void anOperatorThatHoldsElementsEndsWithAnErrorAndItsSourceIsCancelled(Holding operator) {
        var source = TestPublisher.<Integer>create();

        StepVerifier.create(operator.maker.apply(source.flux(), scheduler))
                .then(() -> source.next(1))
                .then(() -> hub.close(Duration.ZERO))
                .thenConsumeWhile(element -> true)
                .expectErrorSatisfies(HubSchedulerCloseTest::isClosed)
                .verify(SOON);

        source.assertCancelled();
    }

    @Test
    void anOpenWindowEndsWithTheErrorToo() {
        var source = TestPublisher.<Integer>create();
        List<Flux<Integer>> windows = new CopyOnWriteArrayList<>();
        StepVerifier.create(source.flux().windowTimeout(9, HOUR, scheduler).doOnNext(windows::add))
                .expectNextCount(1)
                .then(() -> source.next(1))
                .then(() -> hub.close(Duration.ZERO))
                .expectErrorSatisfies(HubSchedulerCloseTest::isClosed)
                .verify(SOON);

        StepVerifier.create(windows.getFirst())
                .expectNext(1)
                .expectErrorSatisfies(HubSchedulerCloseTest::isClosed)
                .verify(SOON);
    }

    @Test
    void aRequestThatTheHubCannotPassOnIsAnErrorToo() {
        StepVerifier.create(Flux.range(1, 10).hide().subscribeOn(scheduler), 1)
                .expectNext(1)
                .then(() -> hub.close(Duration.ZERO))
                .thenRequest(5)
                .expectErrorSatisfies(HubSchedulerCloseTest::isClosed)
                .verify(SOON);
    }

    @Test
    void noTaskOfAWorkerBeginsAfterTheCloseHasAndTheCloseReportsNobody() {
        hub.onError((where, context, error) -> log.add(error));
        var worker = scheduler.createWorker();
        var began = AsyncResult.<Boolean>promise();
        worker.schedule(() -> {
            began.set(true);
            waitForNobody();
        });
        worker.schedule(() -> {
            log.add("begun");
            waitForNobody();
        });
        began.get();

        hub.close(Duration.ZERO);

        assertThat(log).isEmpty();
    }

    private static void waitForNobody() {
        try (var _ = Hub.current().hold("nobody comes")) {
            new Event().await();
        }
    }

    @Test
    void whatWaitsBehindATaskThatTheCloseKillsIsTold() {
        var shared = scheduler.createWorker();
        var began = AsyncResult.<Boolean>promise();
        shared.schedule(() -> {
            began.set(true);
            Green.sleep(HOUR);
        });
        began.get();

        StepVerifier.create(Flux.just(1, 2).hide().subscribeOn(new OneWorker(shared)))
                .then(() -> hub.close(Duration.ZERO))
                .expectErrorSatisfies(HubSchedulerCloseTest::isClosed)
                .verify(SOON);
    }

    /// A scheduler whose streams share a worker.
    private record OneWorker(Worker worker) implements Scheduler {

        @Override
        public Disposable schedule(Runnable task) {
            return worker.schedule(task);
        }

        @Override
        public Worker createWorker() {
            return worker;
        }
    }
}
