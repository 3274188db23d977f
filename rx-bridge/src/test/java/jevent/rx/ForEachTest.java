package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.BackpressureOverflowStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subjects.PublishSubject;

import jevent.Green;
import jevent.ThrowingConsumer;
import jevent.ThrowingPredicate;
import jevent.Timeout;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A loop that closes its pass by itself, on every way out.
@GreenTest
@ExtendWith(Undeliverable.class)
class ForEachTest {

    private static final BackpressureOverflowStrategy ERROR = BackpressureOverflowStrategy.ERROR;

    private final List<Integer> seen = new ArrayList<>();

    /// A hot source, and the loop over it.
    enum Source {
        FLOWABLE {
            @Override
            Hot make() {
                var processor = PublishProcessor.<Integer>create();
                return new Hot() {
                    @Override
                    public void send(int item) {
                        processor.onNext(item);
                    }

                    @Override
                    public boolean isObserved() {
                        return processor.hasSubscribers();
                    }

                    @Override
                    public void forEach(ThrowingConsumer<Integer> body) {
                        Flowables.forEach(processor, body);
                    }

                    @Override
                    public void forEachWhile(ThrowingPredicate<Integer> body) {
                        Flowables.forEachWhile(processor, body);
                    }
                };
            }
        },
        OBSERVABLE {
            @Override
            Hot make() {
                var subject = PublishSubject.<Integer>create();
                return new Hot() {
                    @Override
                    public void send(int item) {
                        subject.onNext(item);
                    }

                    @Override
                    public boolean isObserved() {
                        return subject.hasObservers();
                    }

                    @Override
                    public void forEach(ThrowingConsumer<Integer> body) {
                        Observables.forEach(subject, 10, ERROR, body);
                    }

                    @Override
                    public void forEachWhile(ThrowingPredicate<Integer> body) {
                        Observables.forEachWhile(subject, 10, ERROR, body);
                    }
                };
            }
        };

        abstract Hot make();
    }

    interface Hot {
        void send(int item);

        boolean isObserved();

        void forEach(ThrowingConsumer<Integer> body);

        void forEachWhile(ThrowingPredicate<Integer> body);
    }

    @Test
    void itSeesAllElementsAndThenTheError() {
        var failure = new IOException("source");
        var flowable = Flowable.range(0, 3).concatWith(Flowable.error(failure));
        var observable = Observable.range(3, 3).concatWith(Observable.error(failure));

        assertThatThrownBy(() -> Flowables.forEach(flowable, seen::add)).isSameAs(failure);
        assertThatThrownBy(() -> Observables.forEach(observable, 9, ERROR, seen::add))
                .isSameAs(failure);

        assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @ParameterizedTest
    @EnumSource
    void anErrorOfTheBodyCancelsAndIsThrownAsItIs(Source source) {
        var failure = new IOException("body");
        Hot hot = source.make();
        var looping =
                Green.spawn(() -> {
                    assertThatThrownBy(() ->
                                    hot.forEach(item -> {
                                        throw failure;
                                    }))
                            .isSameAs(failure);
                    assertThat(hot.isObserved()).isFalse();
                });
        Green.yieldNow();

        hot.send(1);

        looping.get();
    }

    @ParameterizedTest
    @EnumSource
    void aTimeoutInTheBodyCancels(Source source) {
        Hot hot = source.make();
        Green.spawn(() -> hot.send(1));

        assertThatThrownBy(() ->
                        Timeout.call(
                                Duration.ofMillis(1),
                                () -> {
                                    hot.forEach(item -> Green.sleep(Duration.ofHours(1)));
                                    return "";
                                }))
                .isInstanceOf(Timeout.class);

        assertThat(hot.isObserved()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aKillInTheBodyCancelsBeforeTheGreenletSeesIt(Source source) {
        Hot hot = source.make();
        List<Boolean> observed = new ArrayList<>();
        var looping =
                Green.spawn(() -> {
                    try {
                        hot.forEach(item -> Green.sleep(Duration.ofHours(1)));
                    } finally {
                        observed.add(hot.isObserved());
                    }
                });
        Green.yieldNow();
        hot.send(1);
        Green.yieldNow();

        looping.kill();

        assertThat(observed).containsExactly(false);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatStopsEarlyCancels(Source source) {
        Hot hot = source.make();
        Green.spawn(() -> {
            hot.send(1);
            hot.send(2);
            hot.send(3);
        });

        hot.forEachWhile(item -> seen.add(item) && item < 2);

        assertThat(seen).containsExactly(1, 2);
        assertThat(hot.isObserved()).isFalse();
    }
}
