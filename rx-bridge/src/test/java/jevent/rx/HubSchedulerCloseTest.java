package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.processors.PublishProcessor;

import jevent.Green;
import jevent.Hub;
import jevent.HubClosed;
import jevent.sync.AsyncResult;
import jevent.sync.Event;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// A hub is closed under its scheduler: nobody is left waiting.
@ExtendWith(Undeliverable.class)
class HubSchedulerCloseTest {

    private final Hub hub = Hub.open("closing");
    private final Scheduler scheduler = HubScheduler.of(hub);
    private final List<Object> log = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        hub.close(Duration.ZERO);
    }

    @SuppressWarnings("ImmutableEnumChecker") // a maker keeps nothing
    enum Stream {
        FLOWABLE_SUBSCRIBE_ON(s -> Flowable.just(1).subscribeOn(s)),
        OBSERVABLE_SUBSCRIBE_ON(s -> Observable.just(1).subscribeOn(s).cast(Object.class)),
        SINGLE_SUBSCRIBE_ON(s -> Single.just(1).subscribeOn(s)),
        MAYBE_SUBSCRIBE_ON(s -> Maybe.just(1).subscribeOn(s)),
        COMPLETABLE_SUBSCRIBE_ON(s -> Completable.complete().subscribeOn(s)),
        FLOWABLE_OBSERVE_ON(s -> Flowable.just(1).hide().observeOn(s)),
        OBSERVABLE_OBSERVE_ON(s -> Observable.just(1).hide().observeOn(s)),
        SINGLE_OBSERVE_ON(s -> Single.just(1).observeOn(s)),
        MAYBE_OBSERVE_ON(s -> Maybe.just(1).observeOn(s)),
        COMPLETABLE_OBSERVE_ON(s -> Completable.complete().observeOn(s)),
        FLOWABLE_INTERVAL(s -> Flowable.interval(1, TimeUnit.HOURS, s)),
        OBSERVABLE_INTERVAL(s -> Observable.interval(1, TimeUnit.HOURS, s)),
        FLOWABLE_INTERVAL_RANGE(s -> Flowable.intervalRange(1, 9, 1, 1, TimeUnit.HOURS, s)),
        FLOWABLE_TIMER(s -> Flowable.timer(1, TimeUnit.HOURS, s)),
        OBSERVABLE_TIMER(s -> Observable.timer(1, TimeUnit.HOURS, s)),
        SINGLE_TIMER(s -> Single.timer(1, TimeUnit.HOURS, s)),
        MAYBE_TIMER(s -> Maybe.timer(1, TimeUnit.HOURS, s)),
        COMPLETABLE_TIMER(s -> Completable.timer(1, TimeUnit.HOURS, s)),
        FLOWABLE_DELAY(s -> Flowable.range(1, 3).delay(1, TimeUnit.HOURS, s)),
        OBSERVABLE_DELAY(s -> Observable.range(1, 3).delay(1, TimeUnit.HOURS, s)),
        SINGLE_DELAY(s -> Single.just(1).delay(1, TimeUnit.HOURS, s)),
        COMPLETABLE_DELAY(s -> Completable.complete().delay(1, TimeUnit.HOURS, s)),
        FLOWABLE_BUFFER(s -> oneAndNoMore().buffer(1, TimeUnit.HOURS, s)),
        OBSERVABLE_BUFFER(s -> oneAndNoMore().toObservable().buffer(1, TimeUnit.HOURS, s)),
        FLOWABLE_SAMPLE(s -> oneAndNoMore().sample(1, TimeUnit.HOURS, s)),
        FLOWABLE_DEBOUNCE(s -> oneAndNoMore().debounce(1, TimeUnit.HOURS, s)),
        OBSERVABLE_DEBOUNCE(s -> oneAndNoMore().toObservable().debounce(1, TimeUnit.HOURS, s)),
        MAYBE_TIMEOUT(s -> Maybe.never().timeout(1, TimeUnit.HOURS, s));

        private static Flowable<Integer> oneAndNoMore() {
            return Flowable.just(1).concatWith(Flowable.never());
        }

        private final Function<Scheduler, Object> maker;

        Stream(Function<Scheduler, Object> maker) {
            this.maker = maker;
        }

        Flowable<?> on(Scheduler scheduler) {
            return switch (maker.apply(scheduler)) {
                case Observable<?> many -> many.toFlowable(BackpressureStrategy.BUFFER);
                case Single<?> one -> one.toFlowable();
                case Maybe<?> one -> one.toFlowable();
                case Completable none -> none.toFlowable();
                case Flowable<?> many -> many;
                default -> throw new AssertionError();
            };
        }

        boolean takesTime() {
            return !name().endsWith("_ON");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewStreamOnAClosedHubEndsWithAnErrorThatTheSubscriberIsTold(Stream stream) {
        hub.close(Duration.ZERO);

        var subscriber = stream.on(scheduler).test();

        subscriber.awaitDone(10, TimeUnit.SECONDS).assertError(HubClosed.class).assertNoValues();
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatWaitsForItsTimeEndsWithAnErrorWhenTheHubIsClosed(Stream stream) {
        if (!stream.takesTime()) {
            return;
        }
        var subscriber = stream.on(scheduler).test();
        subscriber.assertNotComplete();

        hub.close(Duration.ZERO);

        subscriber.awaitDone(10, TimeUnit.SECONDS).assertError(HubClosed.class).assertNoValues();
    }

    /// Streams with a limit, and what the limit lets follow.
    @SuppressWarnings("ImmutableEnumChecker") // a maker keeps nothing
    enum Limited {
        FLOWABLE(s -> Flowable.never().timeout(1, TimeUnit.HOURS, s)),
        OBSERVABLE(s ->
                Observable.never()
                        .timeout(1, TimeUnit.HOURS, s)
                        .toFlowable(BackpressureStrategy.BUFFER)),
        SINGLE(s -> Single.never().timeout(1, TimeUnit.HOURS, s).toFlowable()),
        COMPLETABLE(s -> Completable.never().timeout(1, TimeUnit.HOURS, s).toFlowable());

        private final Function<Scheduler, Flowable<?>> maker;

        Limited(Function<Scheduler, Flowable<?>> maker) {
            this.maker = maker;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTimeoutIsOverAtOnce(Limited limited) {
        var running = limited.maker.apply(scheduler).test();
        running.assertNotComplete().assertNoErrors();

        hub.close(Duration.ZERO);
        var beginning = limited.maker.apply(scheduler).test();

        running.awaitDone(10, TimeUnit.SECONDS).assertFailure(TimeoutException.class);
        beginning.awaitDone(10, TimeUnit.SECONDS).assertFailure(TimeoutException.class);
    }

    @Test
    void aTimeoutLeavesTheStreamToItsFallbackAndCancelsTheSource() {
        var source = PublishProcessor.<Integer>create();
        var subscriber = source.timeout(1, TimeUnit.HOURS, scheduler, Flowable.just(2)).test();
        source.onNext(1);

        hub.close(Duration.ZERO);

        subscriber.awaitDone(10, TimeUnit.SECONDS).assertResult(1, 2);
        assertThat(source.hasSubscribers()).isFalse();
    }

    @Test
    void aRunningIntervalEndsWithAnError() {
        var ticked = AsyncResult.<Boolean>promise();
        var subscriber =
                Flowable.interval(1, TimeUnit.MILLISECONDS, scheduler)
                        .onBackpressureDrop()
                        .doOnNext(tick -> ticked.trySet(true))
                        .test();
        ticked.get();

        hub.close(Duration.ofSeconds(5));

        subscriber.awaitDone(10, TimeUnit.SECONDS).assertError(HubClosed.class);
    }

    @Test
    void whatComesAfterTheCloseIsRefusedAndItsSourceIsCancelled() {
        var source = PublishProcessor.<Integer>create();
        var subscriber = source.observeOn(scheduler).test();
        source.onNext(1);
        subscriber.awaitCount(1);

        hub.close(Duration.ZERO);
        source.onNext(2);

        subscriber.awaitDone(10, TimeUnit.SECONDS).assertValues(1).assertError(HubClosed.class);
        assertThat(source.hasSubscribers()).isFalse();
    }

    @Test
    void aRequestThatTheHubCannotPassOnIsAnErrorToo() {
        var subscriber = Flowable.range(1, 10).subscribeOn(scheduler).test(1);
        subscriber.awaitCount(1);

        hub.close(Duration.ZERO);
        subscriber.request(5);

        subscriber.awaitDone(10, TimeUnit.SECONDS).assertValues(1).assertError(HubClosed.class);
    }

    @Test
    void unsubscribeOnCancelsItsSourceAllTheSame() {
        var source = PublishProcessor.<Integer>create();
        var subscriber = source.unsubscribeOn(scheduler).test();

        hub.close(Duration.ZERO);
        subscriber.cancel();

        assertThat(source.hasSubscribers()).isFalse();
        subscriber.assertNoErrors();
    }

    @Test
    void noTaskOfAWorkerBeginsAfterTheCloseHasAndTheCloseReportsNobody() {
        hub.onError((where, context, error) -> log.add(error));
        var worker = scheduler.createWorker();
        var began = AsyncResult.<Boolean>promise();
        worker.schedule(() -> {
            began.set(true);
            try (var _ = Hub.current().hold("nobody comes")) {
                new Event().await();
            }
        });
        worker.schedule(() -> {
            log.add("begun");
            try (var _ = Hub.current().hold("nobody comes")) {
                new Event().await();
            }
        });
        began.get();

        hub.close(Duration.ZERO);

        assertThat(log).isEmpty();
    }

    @Test
    void whatWaitsBehindATaskThatTheCloseKillsIsTold() {
        var worker = scheduler.createWorker();
        var began = AsyncResult.<Boolean>promise();
        worker.schedule(() -> {
            began.set(true);
            Green.sleep(Duration.ofHours(1));
        });
        began.get();
        var behind = Flowable.just(1).subscribeOn(new OneWorker(worker)).test();

        hub.close(Duration.ZERO);

        behind.awaitDone(10, TimeUnit.SECONDS).assertError(HubClosed.class).assertNoValues();
    }

    /// A scheduler whose streams share a worker.
    private static final class OneWorker extends Scheduler {
        private final Worker worker;

        OneWorker(Worker worker) {
            this.worker = worker;
        }

        @Override
        public Worker createWorker() {
            return worker;
        }
    }
}
