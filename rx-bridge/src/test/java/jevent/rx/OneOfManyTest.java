package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subjects.PublishSubject;

import jevent.Green;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.util.NoSuchElementException;

/// `first`, `last` and `single`, of a `Flowable` and of an `Observable`.
@GreenTest
@ExtendWith(Undeliverable.class)
class OneOfManyTest {

    private final IOException error = new IOException("broken");

    @Test
    void theFirst() {
        assertThat(Flowables.first(Flowable.just(1, 2, 3))).isEqualTo(1);
        assertThat(Observables.first(Observable.just(1, 2, 3))).isEqualTo(1);
        assertThat(Flowables.firstOrNull(Flowable.just(1, 2).hide())).isEqualTo(1);
        assertThat(Observables.firstOrNull(Observable.just(1, 2).hide())).isEqualTo(1);
        assertThat(Flowables.firstOrElse(Flowable.just(1, 2), () -> 9)).isEqualTo(1);
        assertThat(Observables.firstOrElse(Observable.just(1, 2), () -> 9)).isEqualTo(1);
    }

    @Test
    void theFirstIsCancelledAfterAtOnce() {
        var source = new ManualFlowable<Integer>();
        source.onRequest(n -> source.send(1));
        var subject = PublishSubject.<Integer>create();
        var waiting = Green.spawn(() -> Observables.first(subject));
        Green.yieldNow();
        subject.onNext(7);

        assertThat(Flowables.first(source)).isEqualTo(1);
        assertThat(source.log).hasSize(2).last().isEqualTo("cancel");
        assertThat(subject.hasObservers()).isFalse();
        assertThat(waiting.get()).isEqualTo(7);
    }

    @Test
    void theFirstAsksForOne() {
        var source = new ManualFlowable<Integer>();
        source.onRequest(n -> source.send(1));

        Flowables.first(source);

        assertThat(source.log).first().isEqualTo("request(1)");
    }

    @Test
    void theFirstOfNothing() {
        assertThatThrownBy(() -> Flowables.first(Flowable.empty()))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageStartingWith("first: ")
                .hasMessageContaining("FlowableEmpty")
                .hasMessageContaining("use firstOrNull");
        assertThatThrownBy(() -> Observables.first(Observable.empty()))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("first: ");
        assertThat(Flowables.<Object>firstOrNull(Flowable.empty())).isNull();
        assertThat(Observables.<Object>firstOrNull(Observable.empty())).isNull();
        assertThat(Flowables.<Integer>firstOrElse(Flowable.empty(), () -> 9)).isEqualTo(9);
        assertThat(Observables.<Integer>firstOrElse(Observable.empty(), () -> 9)).isEqualTo(9);
    }

    @Test
    void theLast() {
        assertThat(Flowables.last(Flowable.just(1, 2, 3))).isEqualTo(3);
        assertThat(Observables.last(Observable.just(1, 2, 3))).isEqualTo(3);
        assertThat(Flowables.lastOrNull(Flowable.just(1, 2, 3))).isEqualTo(3);
        assertThat(Observables.lastOrNull(Observable.just(1, 2, 3))).isEqualTo(3);
    }

    @Test
    void theLastOfNothing() {
        assertThatThrownBy(() -> Flowables.last(Flowable.empty()))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("use lastOrNull");
        assertThatThrownBy(() -> Observables.last(Observable.empty()))
                .isInstanceOf(NoSuchElementException.class);
        assertThat(Flowables.<Object>lastOrNull(Flowable.empty())).isNull();
        assertThat(Observables.<Object>lastOrNull(Observable.empty())).isNull();
    }

    @Test
    void anErrorAfterElementsIsTheLastsError() {
        var source = Flowable.just(1, 2).concatWith(Flowable.error(error));

        assertThatThrownBy(() -> Flowables.last(source)).isSameAs(error);
        assertThatThrownBy(() -> Observables.last(source.toObservable())).isSameAs(error);
        assertThat(Flowables.first(source)).isEqualTo(1);
    }

    @Test
    void theOnlyOne() {
        assertThat(Flowables.single(Flowable.just(1))).isEqualTo(1);
        assertThat(Observables.single(Observable.just(1))).isEqualTo(1);
        assertThat(Flowables.singleOrNull(Flowable.just(1))).isEqualTo(1);
        assertThat(Observables.singleOrNull(Observable.just(1))).isEqualTo(1);
        assertThat(Flowables.<Object>singleOrNull(Flowable.empty())).isNull();
        assertThat(Observables.<Object>singleOrNull(Observable.empty())).isNull();
    }

    @Test
    void theOnlyOneOfNothing() {
        assertThatThrownBy(() -> Flowables.single(Flowable.empty()))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("use singleOrNull");
        assertThatThrownBy(() -> Observables.single(Observable.empty()))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void theOnlyOneOfTwoCancelsAndFails() {
        var processor = PublishProcessor.<Integer>create();
        var waiting = Green.spawn(() -> Flowables.single(processor));
        waiting.rawLink(() -> {});
        Green.yieldNow();
        processor.onNext(1);
        assertThat(processor.hasSubscribers()).isTrue();
        processor.onNext(2);

        assertThat(processor.hasSubscribers()).isFalse();
        assertThatThrownBy(waiting::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("single: ")
                .hasMessageContaining("more than one element");
        assertThatThrownBy(() -> Observables.singleOrNull(Observable.just(1, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("single: ");
    }

    @Test
    void anErrorAfterTheOnlyOneIsItsError() {
        var source = Flowable.just(1).concatWith(Flowable.error(error));

        assertThatThrownBy(() -> Flowables.single(source)).isSameAs(error);
        assertThatThrownBy(() -> Observables.singleOrNull(source.toObservable())).isSameAs(error);
    }

    @Test
    void aKillCancels() {
        var processor = PublishProcessor.<Integer>create();
        var waiting = Green.spawn(() -> Flowables.last(processor));
        Green.yieldNow();

        waiting.kill();

        assertThat(processor.hasSubscribers()).isFalse();
    }
}
