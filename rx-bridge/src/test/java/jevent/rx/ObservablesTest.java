package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.BackpressureOverflowStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.MissingBackpressureException;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.PublishSubject;

import jevent.Green;
import jevent.Greenlet;
import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

@GreenTest
@ExtendWith(Undeliverable.class)
class ObservablesTest {

    private final PublishSubject<Integer> subject = PublishSubject.create();
    private final List<Object> seen = new ArrayList<>();
    private final Event go = new Event();

    /// A loop that takes its first element, and the others when told to.
    private Greenlet<?> slowLoop(int room, BackpressureOverflowStrategy strategy) {
        var loop =
                Green.spawn(() -> {
                    try (var items = Observables.iterate(subject, room, strategy)) {
                        for (int item : items) {
                            seen.add(item);
                            go.await();
                        }
                    } catch (Exception e) {
                        seen.add(e);
                    }
                });
        Green.yieldNow();
        subject.onNext(0);
        Green.yieldNow();
        return loop;
    }

    private void send(int count) {
        IntStream.rangeClosed(1, count).forEach(subject::onNext);
    }

    @Test
    void withRoomForAllNothingIsLost() {
        var loop = slowLoop(100, BackpressureOverflowStrategy.ERROR);
        send(100);
        subject.onComplete();
        go.set();
        loop.join();

        assertThat(seen).isEqualTo(IntStream.rangeClosed(0, 100).boxed().toList());
    }

    @Test
    void withoutRoomAnErrorComesAfterWhatWaits() {
        var loop = slowLoop(3, BackpressureOverflowStrategy.ERROR);
        send(10);
        assertThat(subject.hasObservers()).isFalse();
        go.set();
        loop.join();

        assertThat(seen).startsWith(0, 1, 2, 3).hasSize(5);
        assertThat((Throwable) seen.getLast())
                .isInstanceOf(MissingBackpressureException.class)
                .hasMessageContaining("more than 3 elements wait");
    }

    @Test
    void theLatestOfThoseThatWaitMayBeDropped() {
        var loop = slowLoop(3, BackpressureOverflowStrategy.DROP_LATEST);
        send(10);
        subject.onComplete();
        go.set();
        loop.join();

        assertThat(seen).containsExactly(0, 1, 2, 10);
    }

    @Test
    void theLatestOfEightTakesThePlaceOfTheLatestThatWaits() {
        var loop =
                Observables.iterate(
                        Observable.range(1, 8), 2, BackpressureOverflowStrategy.DROP_LATEST);

        assertThat(FlowableIterateTest.listOf(loop)).containsExactly(1, 2, 8);
    }

    @ParameterizedTest
    @CsvSource({"ERROR, 1 2 3 !", "DROP_LATEST, 1 2 8", "DROP_OLDEST, 1 7 8"})
    void whatALoopThatBeginsLateSeesOfEight(BackpressureOverflowStrategy strategy, String sees) {
        var words = new StringJoiner(" ");
        try {
            Observables.forEach(
                    Observable.range(1, 8), 2, strategy, item -> words.add(item.toString()));
        } catch (MissingBackpressureException tooMany) {
            words.add("!");
        }

        assertThat(words).hasToString(sees);
    }

    @ParameterizedTest
    @CsvSource({
        "DROP_LATEST, 1", "DROP_LATEST, 2", "DROP_LATEST, 5", "DROP_LATEST, 9",
        "DROP_OLDEST, 1", "DROP_OLDEST, 2", "DROP_OLDEST, 5", "DROP_OLDEST, 9",
    })
    void aStrategyMeansWhatItMeansToRxJava(BackpressureOverflowStrategy strategy, int room) {
        var theirs = Flowable.range(1, 8).onBackpressureBuffer(room, () -> {}, strategy).test(1);
        theirs.request(8);

        assertThat(
                        FlowableIterateTest.listOf(
                                Observables.iterate(Observable.range(1, 8), room, strategy)))
                .isEqualTo(theirs.values());
    }

    @Test
    void theOldestMayBeDropped() {
        var loop = slowLoop(1, BackpressureOverflowStrategy.DROP_OLDEST);
        send(10);
        subject.onComplete();
        go.set();
        loop.join();

        assertThat(seen).containsExactly(0, 10);
    }

    @ParameterizedTest
    @EnumSource(BackpressureOverflowStrategy.class)
    void whatWaitsComesBeforeTheErrorOfTheSource(BackpressureOverflowStrategy strategy) {
        var error = new IOException("broken");
        var loop = slowLoop(3, strategy);
        send(2);
        subject.onError(error);
        go.set();
        loop.join();

        assertThat(seen).containsExactly(0, 1, 2, error);
    }

    @Test
    void aFastThreadIsNeverBlocked() {
        var source = Observable.range(0, 1_000_000).subscribeOn(Schedulers.computation());
        int last = -1;
        int count = 0;
        try (var items =
                Observables.iterate(source, 16, BackpressureOverflowStrategy.DROP_OLDEST)) {
            for (int item : items) {
                assertThat(item).isGreaterThan(last);
                last = item;
                count++;
            }
        }

        assertThat(last).isEqualTo(999_999);
        assertThat(count).isPositive();
    }

    @Test
    void allArriveFromAnotherThreadWhenThereIsRoom() {
        var source = Observable.range(0, 50_000).subscribeOn(Schedulers.computation());

        assertThat(
                        FlowableIterateTest.listOf(
                                Observables.iterate(
                                        source, 50_000, BackpressureOverflowStrategy.ERROR)))
                .hasSize(50_000)
                .isSorted();
    }

    @Test
    void leavingTheLoopDisposes() {
        try (var items =
                Observables.iterate(subject, 1, BackpressureOverflowStrategy.DROP_LATEST)) {
            var _ = items.iterator();
            assertThat(subject.hasObservers()).isTrue();
        }

        assertThat(subject.hasObservers()).isFalse();
    }

    @Test
    void aKillDisposes() {
        var loop = slowLoop(1, BackpressureOverflowStrategy.DROP_LATEST);

        loop.kill();

        assertThat(subject.hasObservers()).isFalse();
    }

    @Test
    void noRoomIsRefused() {
        assertThatThrownBy(() ->
                        Observables.iterate(subject, 0, BackpressureOverflowStrategy.DROP_LATEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use 1 or more");
    }

    @Test
    void aSourceThatBreaksTheRules() {
        var first = Disposable.empty();
        var second = Disposable.empty();
        var late = new IOException("late");
        var evil = new AtomicReference<Observer<? super String>>();
        var source =
                new Observable<String>() {
                    @Override
                    protected void subscribeActual(Observer<? super String> observer) {
                        evil.set(observer);
                        observer.onSubscribe(first);
                        observer.onSubscribe(second);
                        observer.onNext("a");
                        observer.onComplete();
                        observer.onNext("b");
                        observer.onError(late);
                    }
                };

        assertThat(
                        FlowableIterateTest.listOf(
                                Observables.iterate(source, 4, BackpressureOverflowStrategy.ERROR)))
                .containsExactly("a");
        assertThat(first.isDisposed()).isFalse();
        assertThat(second.isDisposed()).isTrue();
        assertThat(Undeliverable.take()).hasSize(2).contains(late);
    }

    @Test
    void nullIsRefusedAndTheLoopFails() {
        var loop = slowLoop(3, BackpressureOverflowStrategy.ERROR);
        var nothing = new ManualSingle<Integer>().nothing();
        var evil = new AtomicReference<Observer<? super Integer>>();
        var source =
                new Observable<Integer>() {
                    @Override
                    protected void subscribeActual(Observer<? super Integer> observer) {
                        evil.set(observer);
                        observer.onSubscribe(Disposable.empty());
                    }
                };
        var reader =
                Green.spawn(() ->
                        FlowableIterateTest.listOf(
                                Observables.iterate(
                                        source, 4, BackpressureOverflowStrategy.ERROR)));
        reader.rawLink(() -> {});
        Green.yieldNow();

        assertThatThrownBy(() -> evil.get().onNext(nothing))
                .isInstanceOf(NullPointerException.class);
        reader.join();

        assertThat(reader.failure()).isInstanceOf(NullPointerException.class);
        loop.kill();
    }

    @Test
    void aBodySendsWithoutWaiting(TestHub hub) {
        var source =
                Observables.<Integer>from(
                        hub.hub(),
                        out -> {
                            for (int i = 0; i < 100; i++) {
                                out.send(i);
                            }
                        });
        var observer = source.test();
        Green.sleep(1);

        observer.assertValueCount(100).assertComplete();
    }

    @Test
    void aBodyThatNeverWaitsLetsOthersHaveTheirTurns(TestHub hub) {
        int[] sent = {0};
        var endless =
                Observables.<Integer>from(
                                hub.hub(),
                                out -> {
                                    while (true) {
                                        out.send(1);
                                    }
                                })
                        .subscribe(item -> sent[0]++);
        var other = Observables.<Integer>from(hub.hub(), out -> out.send(2)).test();

        Green.yieldNow();
        other.assertResult(2);
        int first = sent[0];
        Green.yieldNow();
        endless.dispose();
        Green.yieldNow();

        assertThat(first).isBetween(1, 1_024);
        assertThat(sent[0]).isBetween(first + 1, 2_048);
    }

    @Test
    void disposeKillsTheBody(TestHub hub) {
        var observer =
                Observables.<Integer>from(
                                hub.hub(),
                                out -> {
                                    try {
                                        out.send(1);
                                        go.await();
                                    } finally {
                                        seen.add("finally");
                                    }
                                })
                        .test();
        Green.sleep(1);
        observer.dispose();
        Green.sleep(1);

        assertThat(seen).containsExactly("finally");
        observer.assertValuesOnly(1);
    }
}
