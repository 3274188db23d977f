package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.BackpressureOverflowStrategy;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.ObservableTransformer;
import io.reactivex.rxjava3.exceptions.CompositeException;
import io.reactivex.rxjava3.exceptions.MissingBackpressureException;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.subjects.PublishSubject;

import jevent.Green;
import jevent.Hub;
import jevent.ThrowingFunction;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Greenlets in the middle of an `Observable`.
@GreenTest
@ExtendWith(Undeliverable.class)
class ObservablesThroughTest {

    private static final BackpressureOverflowStrategy ERROR = BackpressureOverflowStrategy.ERROR;

    private final IOException ofSource = new IOException("source");
    private final IOException ofOne = new IOException("one");
    private final Observable<Integer> five = Observable.range(0, 5);

    private static <T> TestObserver<T> afterAll(Observable<T> observable) {
        Supplier<TestObserver<T>> subscribe = observable::test;
        TestObserver<T> observer = Green.spawn(subscribe::get).get();
        Green.sleep(Duration.ofMinutes(1));
        return observer;
    }

    private static int late(int n) {
        Green.sleep(10 + n);
        return n;
    }

    private int failOnTwo(int n) throws IOException {
        if (late(n) == 2) {
            throw ofOne;
        }
        return n;
    }

    // ---- through

    @Test
    void aGreenletIsBetweenAnObservableAndItsObserver() {
        var doubled =
                five.compose(
                        Observables.<Integer, Integer>through(
                                9, ERROR, (in, out) -> in.forEach(n -> out.send(late(n) * 2))));

        afterAll(doubled).assertResult(0, 2, 4, 6, 8);
    }

    @Test
    void disposeEndsTheGreenletInTheMiddleAndTheSource() {
        var subject = PublishSubject.<Integer>create();
        var passed =
                subject.compose(
                        Observables.<Integer, Integer>through(
                                9, ERROR, (in, out) -> in.forEach(out::send)));
        TestObserver<Integer> observer = afterAll(passed);
        subject.onNext(1);
        Green.sleep(1);

        observer.dispose();
        Green.sleep(1);

        observer.assertValuesOnly(1);
        assertThat(subject.hasObservers()).isFalse();
    }

    // ---- mapGreen

    /// The ways to map.
    enum Way {
        ORDERED,
        UNORDERED,
        ORDERED_DELAYING,
        UNORDERED_DELAYING;

        ObservableTransformer<Integer, Integer> by(
                int concurrency,
                int room,
                BackpressureOverflowStrategy strategy,
                ThrowingFunction<Integer, Integer> mapper) {
            return switch (this) {
                case ORDERED -> Observables.mapGreen(concurrency, room, strategy, mapper);
                case UNORDERED ->
                        Observables.mapGreenUnordered(concurrency, room, strategy, mapper);
                case ORDERED_DELAYING ->
                        Observables.mapGreenDelayError(concurrency, room, strategy, mapper);
                case UNORDERED_DELAYING ->
                        Observables.mapGreenUnorderedDelayError(
                                concurrency, room, strategy, mapper);
            };
        }

        ObservableTransformer<Integer, Integer> on(
                Hub hub, ThrowingFunction<Integer, Integer> mapper) {
            return switch (this) {
                case ORDERED -> Observables.mapGreen(hub, 2, 9, ERROR, mapper);
                case UNORDERED -> Observables.mapGreenUnordered(hub, 2, 9, ERROR, mapper);
                case ORDERED_DELAYING -> Observables.mapGreenDelayError(hub, 2, 9, ERROR, mapper);
                case UNORDERED_DELAYING ->
                        Observables.mapGreenUnorderedDelayError(hub, 2, 9, ERROR, mapper);
            };
        }

        boolean keepsTheOrder() {
            return this == ORDERED || this == ORDERED_DELAYING;
        }

        boolean delays() {
            return this == ORDERED_DELAYING || this == UNORDERED_DELAYING;
        }
    }

    @ParameterizedTest
    @EnumSource
    void resultsComeInOrderOrAsTheyAreReady(Way way) {
        var mapped =
                five.compose(
                        way.by(
                                5,
                                9,
                                ERROR,
                                n -> {
                                    Green.sleep(100 - n);
                                    return n;
                                }));

        TestObserver<Integer> observer = afterAll(mapped);

        if (way.keepsTheOrder()) {
            observer.assertResult(0, 1, 2, 3, 4);
        } else {
            observer.assertResult(4, 3, 2, 1, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailureOfOneEndsTheOthersUnlessItIsDelayed(Way way) {
        var mapped = five.compose(way.by(5, 9, ERROR, this::failOnTwo));

        TestObserver<Integer> observer = afterAll(mapped);

        observer.assertError(ofOne);
        if (way.delays()) {
            observer.assertValues(0, 1, 3, 4);
        } else {
            observer.assertValues(0, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ORDERED_DELAYING", "UNORDERED_DELAYING"})
    void severalDelayedFailuresComeAsOne(Way way) {
        var mapped =
                five.concatWith(Observable.<Integer>error(ofSource))
                        .compose(way.by(5, 9, ERROR, this::failOnTwo));

        afterAll(mapped)
                .assertValues(0, 1, 3, 4)
                .assertError(error ->
                        error instanceof CompositeException all
                                && Set.copyOf(all.getExceptions()).equals(Set.of(ofOne, ofSource)));
    }

    @ParameterizedTest
    @EnumSource
    void theErrorForWantOfRoomComesAfterTheResultsOfWhatWasThere(Way way) {
        var mapped =
                Observable.range(1, 8).compose(way.by(2, 3, ERROR, ObservablesThroughTest::late));

        afterAll(mapped)
                .assertValues(1, 2, 3, 4, 5)
                .assertError(MissingBackpressureException.class);
    }

    @ParameterizedTest
    @EnumSource
    void elementsWaitBesideThoseThatAreWorkedOn(Way way) {
        var source = Observable.range(1, 8);
        var latest =
                source.compose(
                        way.by(
                                2,
                                3,
                                BackpressureOverflowStrategy.DROP_LATEST,
                                ObservablesThroughTest::late));
        var oldest =
                source.compose(
                        way.by(
                                2,
                                3,
                                BackpressureOverflowStrategy.DROP_OLDEST,
                                ObservablesThroughTest::late));

        afterAll(latest).assertResult(1, 2, 3, 4, 8);
        afterAll(oldest).assertResult(1, 2, 6, 7, 8);
    }

    @ParameterizedTest
    @EnumSource
    void disposeKillsThoseThatWorkAndTheSource(Way way) {
        var subject = PublishSubject.<Integer>create();
        List<Object> log = new ArrayList<>();
        var mapped =
                subject.compose(
                        way.by(
                                2,
                                9,
                                ERROR,
                                n -> {
                                    try {
                                        Green.sleep(Duration.ofHours(1));
                                        return n;
                                    } finally {
                                        log.add("out " + n);
                                    }
                                }));
        TestObserver<Integer> observer = afterAll(mapped);
        subject.onNext(1);
        subject.onNext(2);
        subject.onNext(3);
        Green.sleep(1);

        observer.dispose();
        Green.sleep(1);

        assertThat(log).containsExactlyInAnyOrder("out 1", "out 2");
        assertThat(subject.hasObservers()).isFalse();
        observer.assertEmpty();
    }

    // ---- on a hub that is given

    @Test
    void theHubThatIsGivenRunsTheMappers(TestHub hub) {
        List<Hub> seen = new ArrayList<>();

        for (Way way : Way.values()) {
            var mapped =
                    Observable.just(1)
                            .compose(
                                    way.on(
                                            hub.hub(),
                                            n -> {
                                                seen.add(Green.current().hub());
                                                return n;
                                            }));
            var observer = mapped.test(); // by no greenlet, so that only the hub given counts
            Green.sleep(1);
            observer.assertResult(1);
        }

        assertThat(seen).hasSize(4).containsOnly(hub.hub());
    }

    @Test
    void theHubThatIsGivenRunsTheGreenletInTheMiddle(TestHub hub) {
        List<Hub> seen = new ArrayList<>();
        var passed =
                Observable.just(1)
                        .compose(
                                Observables.<Integer, Integer>through(
                                        hub.hub(),
                                        9,
                                        ERROR,
                                        (in, out) -> seen.add(Green.current().hub())));

        passed.subscribe(new TestObserver<>());
        Green.sleep(1);

        assertThat(seen).containsExactly(hub.hub());
    }
}
