package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.subjects.MaybeSubject;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.Timeout;
import jevent.sync.AsyncResult;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

@GreenTest
@ExtendWith(Undeliverable.class)
class MaybesTest {

    private final List<Object> log = new ArrayList<>();

    @Test
    void aValueAndNothingAreBothReadyWithoutAWait() {
        var other = Green.spawn(() -> "ran");

        assertThat(Maybes.await(Maybe.just(1))).isEqualTo(1);
        assertThat(Maybes.await(Maybe.just(2).hide())).isEqualTo(2);
        assertThat(Maybes.<Object>await(Maybe.empty())).isNull();
        assertThat(Maybes.<Object>await(Maybe.empty().hide())).isNull();

        assertThat(other.isReady()).isFalse();
        other.join();
    }

    @Test
    void aValueOrNothingThatComesLater() {
        var value = MaybeSubject.<String>create();
        var nothing = MaybeSubject.<String>create();
        var one = Green.spawn(() -> Maybes.await(value));
        var other = Green.spawn(() -> Maybes.await(nothing));
        Green.yieldNow();

        value.onSuccess("late");
        nothing.onComplete();

        assertThat(one.get()).isEqualTo("late");
        assertThat(other.get()).isNull();
    }

    @Test
    void anErrorIsThrownAsItIs() {
        var error = new IOException("broken");

        assertThatThrownBy(() -> Maybes.await(Maybe.error(error))).isSameAs(error);
        assertThatThrownBy(() -> Maybes.await(Maybe.error(new CompletionException(error)).hide()))
                .isSameAs(error);
    }

    @Test
    void anErrorOfWhatRunsAtTheEndIsNotLost() {
        var error = new IllegalStateException("in doOnTerminate");
        var source =
                Maybe.empty()
                        .doOnTerminate(() -> {
                            throw error;
                        });

        assertThatThrownBy(() -> Maybes.await(source)).isSameAs(error);
    }

    @Test
    void aKillDisposesBeforeItIsSeen() {
        var source = Maybe.never().doOnDispose(() -> log.add("disposed"));
        var waiting =
                Green.spawn(() -> {
                    try {
                        Maybes.await(source);
                    } finally {
                        log.add("seen");
                    }
                });
        Green.yieldNow();

        waiting.kill();

        assertThat(log).containsExactly("disposed", "seen");
        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void theLimitDisposes() {
        var subject = MaybeSubject.<String>create();

        assertThatThrownBy(() -> Maybes.await(subject, Duration.ofSeconds(1)))
                .isInstanceOf(Timeout.class);

        assertThat(subject.hasObservers()).isFalse();
        assertThat(Maybes.await(Maybe.just(1), Duration.ofSeconds(1))).isEqualTo(1);
    }

    @Test
    void nullOfABodyIsNothing(TestHub hub) {
        assertThat(Maybes.<Object>await(Maybes.from(hub.hub(), () -> null))).isNull();
        assertThat(Maybes.await(Maybes.from(hub.hub(), () -> "value"))).isEqualTo("value");
    }

    @Test
    void aBodysErrorIsTheMaybesError(TestHub hub) {
        var error = new IOException("broken");
        Maybe<Object> failing =
                Maybes.from(
                        hub.hub(),
                        () -> {
                            throw error;
                        });

        assertThatThrownBy(() -> Maybes.await(failing)).isSameAs(error);
    }

    @Test
    void itIsColdAndRunsOnTheHubOfTheSubscriber(TestHub hub) {
        Maybe<Hub> source =
                Maybes.from(() -> {
                    log.add(Green.current());
                    return Hub.current();
                });
        var greenlet = Green.spawn(() -> List.of(Maybes.await(source), Maybes.await(source)));

        assertThat(greenlet.get()).containsOnly(hub.hub());
        assertThat(log).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void disposeKillsTheGreenletAndRunsItsFinally(TestHub hub) {
        TestObserver<Object> observer =
                Maybes.from(
                                hub.hub(),
                                () -> {
                                    try {
                                        return Maybes.await(Maybe.never());
                                    } finally {
                                        log.add("finally");
                                    }
                                })
                        .test();
        Green.sleep(1);

        observer.dispose();
        Green.sleep(1);

        assertThat(log).containsExactly("finally");
        observer.assertEmpty();
    }

    @Test
    void aResultAsAMaybe() {
        var value = new AsyncResult<String>();
        var nothing = new AsyncResult<String>();
        var failed = new AsyncResult<String>();
        value.set("value");
        nothing.set(null);
        failed.setException(new IOException("broken"));

        Maybes.from(value).test().assertResult("value");
        Maybes.from(nothing).test().assertResult();
        Maybes.from(failed).test().assertFailure(IOException.class);
    }

    @Test
    void aResultThatIsSetLaterAsAMaybe() {
        var result = new AsyncResult<String>();
        var waiting = Green.spawn(() -> Maybes.await(Maybes.from(result)));
        var other = Green.spawn(() -> Maybes.await(Maybes.from(result)));
        Green.yieldNow();

        other.kill();
        result.set(null);

        assertThat(waiting.get()).isNull();
    }

    @Test
    void aMaybeAsAResult() {
        var error = new IOException("broken");

        assertThat(Maybes.toAsyncResult(Maybe.just(1)).get()).isEqualTo(1);
        assertThat(Maybes.toAsyncResult(Maybe.empty()).get()).isNull();
        assertThatThrownBy(() -> Maybes.toAsyncResult(Maybe.error(error)).get()).isSameAs(error);
    }

    @Test
    void theFirstOfTwoEndsCounts() {
        var late = new IOException("late");
        var source =
                new Maybe<String>() {
                    @Override
                    protected void subscribeActual(MaybeObserver<? super String> observer) {
                        observer.onSubscribe(Disposable.empty());
                        observer.onComplete();
                        observer.onSuccess("late");
                        observer.onError(late);
                    }
                };

        assertThat(Maybes.<String>await(source)).isNull();

        assertThat(Undeliverable.take()).containsExactly(late);
    }
}
