package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.ProtocolViolationException;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.SingleSubject;

import jevent.Green;
import jevent.Hub;
import jevent.flow.Stages;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// `AsyncResult` as a `Single`, and back.
@GreenTest
@ExtendWith(Undeliverable.class)
class SinglesResultTest {

    private final AsyncResult<String> result = AsyncResult.promise();

    private static void settle() {
        SinglesFromTest.settle();
    }

    // ---- AsyncResult to Single

    @Test
    void whatIsSetAlreadyIsToldAtOnce() {
        result.set("ready");

        Singles.from(result).test().assertResult("ready");
    }

    @Test
    void whatIsSetLaterIsToldToAll() {
        TestObserver<String> one = Singles.from(result).test();
        TestObserver<String> other = Singles.from(result).test();
        one.assertEmpty();

        result.set("value");

        one.awaitDone(5, TimeUnit.SECONDS).assertResult("value");
        other.awaitDone(5, TimeUnit.SECONDS).assertResult("value");
    }

    @Test
    void inAGreenletItIsToldOnTheGreenletsHub(TestHub hub) {
        List<Object> hubs = new ArrayList<>();
        Green.spawn(
                        () -> {
                            var ignored =
                                    Singles.from(result)
                                            .subscribe(value -> hubs.add(Hub.currentOrNull()));
                        })
                .join();

        result.set("value");
        settle();

        assertThat(hubs).containsExactly(hub.hub());
    }

    @Test
    void anErrorIsTheVeryObjectWithoutItsWrapper() {
        var error = new IOException("broken");
        result.setException(new CompletionException(error));

        Singles.from(result).test().assertError(e -> e == error);
    }

    @Test
    void nullIsAnError() {
        result.set(null);

        Singles.from(result)
                .test()
                .assertError(e -> e instanceof NullPointerException)
                .assertError(e -> e.getMessage().contains("null was set"));
    }

    @Test
    void disposeWithdrawsThatObserverOnly() {
        TestObserver<String> one = Singles.from(result).test();
        TestObserver<String> other = Singles.from(result).test();

        one.dispose();
        result.set("for the other");

        other.awaitDone(5, TimeUnit.SECONDS).assertResult("for the other");
        one.assertEmpty();
        assertThat(result.getNow()).isEqualTo("for the other");
    }

    @Test
    void disposedObserversLeaveNothingBehind() {
        Green.spawn(
                        () -> {
                            for (int i = 0; i < 1_000; i++) {
                                Singles.from(result).subscribe().dispose();
                            }
                        })
                .join();
        settle();

        assertThat(result).hasToString("AsyncResult [not set, 0 waiting]");
        result.set("done");
    }

    @Test
    void anObserverThatDisposesInOnSubscribeHearsNothing() {
        result.set("ready");
        var observer = new TestObserver<String>();
        observer.dispose();

        Singles.from(result).subscribe(observer);

        observer.assertEmpty();
    }

    @Test
    void disposeAgainstSetHasOneOutcome() throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            var promise = AsyncResult.<Integer>promise();
            TestObserver<Integer> observer = Singles.from(promise).test();
            var setter = Thread.ofPlatform().start(() -> promise.set(1));
            observer.dispose();
            setter.join();

            observer.assertNoErrors();
            assertThat(observer.values().size()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void anObserverThatThrowsIsReported() {
        var error = new IllegalStateException("in onSuccess");
        result.set("value");
        var ignored =
                Singles.from(result)
                        .subscribe(value -> {
                            throw error;
                        });

        assertThat(Undeliverable.take()).containsExactly(error);
    }

    // ---- Single to AsyncResult

    @Test
    void aValueSetsTheResult() {
        assertThat(Singles.toAsyncResult(Single.just(1)).getNow()).isEqualTo(1);
        assertThat(Singles.toAsyncResult(Single.just(2).observeOn(Schedulers.single())).get())
                .isEqualTo(2);
    }

    @Test
    void anErrorSetsTheResult() {
        var error = new IOException("broken");
        var broken = Singles.toAsyncResult(Single.error(new CompletionException(error)));

        assertThatThrownBy(broken::get).isSameAs(error);
    }

    @Test
    void itSubscribesNowAndOnce() {
        int[] count = {0};
        var shared = Singles.toAsyncResult(Single.fromCallable(() -> ++count[0]));

        assertThat(shared.get()).isEqualTo(1);
        assertThat(shared.get()).isEqualTo(1);
    }

    @Test
    void aWaiterThatIsKilledDisposesNothing() {
        var subject = SingleSubject.<String>create();
        var shared = Singles.toAsyncResult(subject);
        var one = Green.spawn(() -> shared.get());
        var other = Green.spawn(() -> shared.get());
        Green.yieldNow();

        one.kill();
        assertThat(subject.hasObservers()).isTrue();
        subject.onSuccess("for the other");

        assertThat(other.get()).isEqualTo("for the other");
    }

    @Test
    void whatSubscribeThrowsSetsTheResult() {
        var error = new IllegalStateException("cannot subscribe");
        var shared =
                Singles.toAsyncResult(
                        new ManualSingle<String>(observer -> {
                            throw error;
                        }));

        assertThatThrownBy(shared::get).isSameAs(error);
    }

    @Test
    void aSecondErrorGoesToTheHook() {
        var source = new ManualSingle<String>();
        var shared = Singles.toAsyncResult(source);
        var late = new IOException("late");

        source.observer().onSuccess("value");
        source.observer().onSuccess("again");
        source.observer().onError(late);

        assertThat(shared.get()).isEqualTo("value");
        assertThat(Undeliverable.take()).containsExactly(late);
    }

    @Test
    void nullSignalsSetTheResultToAnError() {
        var nullValue = new ManualSingle<String>();
        var one = Singles.toAsyncResult(nullValue);
        assertThatThrownBy(() -> nullValue.observer().onSuccess(nullValue.nothing()))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(one::get).isInstanceOf(NullPointerException.class);

        var nullError = new ManualSingle<String>();
        var other = Singles.toAsyncResult(nullError);
        assertThatThrownBy(() -> nullError.observer().onError(null))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(other::get).isInstanceOf(NullPointerException.class);
    }

    @Test
    void thereAndBackTenThousandTimes() {
        Single<Integer> single = Single.just(1);
        for (int i = 0; i < 10_000; i++) {
            single = Singles.from(Singles.toAsyncResult(single));
        }

        assertThat(Singles.await(single)).isEqualTo(1);
    }

    @Test
    void aLongChainThatIsSetAtItsBeginningDoesNotOverflowTheStack() {
        var first = AsyncResult.<Integer>promise();
        AsyncResult<Integer> last =
                Green.spawn(
                                () -> {
                                    AsyncResult<Integer> next = first;
                                    for (int i = 0; i < 10_000; i++) {
                                        next = Singles.toAsyncResult(Singles.from(next));
                                    }
                                    return next;
                                })
                        .get();

        first.set(1);

        assertThat(last.get()).isEqualTo(1);
    }

    @Test
    void aSecondSubscriptionIsDisposedAndTheFirstGoesOn() {
        var source = new ManualSingle<String>();
        var shared = Singles.toAsyncResult(source);
        var second = Disposable.empty();

        source.observer().onSubscribe(second);
        source.observer().onSuccess("of the first");

        assertThat(shared.get()).isEqualTo("of the first");
        assertThat(second.isDisposed()).isTrue();
        assertThat(source.log).isEmpty();
        assertThat(Undeliverable.take())
                .singleElement()
                .isInstanceOf(ProtocolViolationException.class);
    }

    @Test
    void signalsBeforeTheSubscriptionFailAndThatIsDisposed() {
        var error = new IOException("early");
        List<Consumer<ResultObserver<String>>> scripts =
                List.of(
                        observer -> observer.onSuccess("early"),
                        ResultObserver::onComplete,
                        observer -> observer.onError(error));
        for (Consumer<ResultObserver<String>> script : scripts) {
            var late = Disposable.empty();
            var failed =
                    ResultObserver.<String>of(observer -> {
                        script.accept(observer);
                        observer.onSubscribe(late);
                    });

            assertThatThrownBy(failed::get)
                    .satisfiesAnyOf(
                            e -> assertThat(e).isSameAs(error),
                            e -> assertThat(e).hasMessageContaining("before onSubscribe"));
            assertThat(late.isDisposed()).isTrue();
        }
    }

    @Test
    void aNullSignalDisposesTheSourceOnce() {
        var source = new ManualSingle<String>();
        var shared = Singles.toAsyncResult(source);

        assertThatThrownBy(() -> source.observer().onSuccess(source.nothing()))
                .isInstanceOf(NullPointerException.class);

        assertThatThrownBy(shared::get).isInstanceOf(NullPointerException.class);
        assertThat(source.log).containsExactly("dispose");
    }

    @Test
    void whatDisposeThrowsThenGoesToTheHook() {
        var broken = new IllegalStateException("cannot dispose");
        var source = new ManualSingle<String>().failingToDispose(broken);
        var shared = Singles.toAsyncResult(source);

        assertThatThrownBy(() -> source.observer().onError(null))
                .isInstanceOf(NullPointerException.class);

        assertThatThrownBy(shared::get).isInstanceOf(NullPointerException.class);
        assertThat(Undeliverable.take()).containsExactly(broken);
    }

    @Test
    void aStageOfAGreenletIsLeftAloneByItsSingle() {
        var greenlet = Green.spawn(() -> Green.sleep(Duration.ofHours(1)));
        var one =
                Green.spawn(() -> Single.fromCompletionStage(Stages.owning(greenlet)).subscribe());
        Green.yieldNow();

        one.get().dispose();
        settle();

        assertThat(greenlet.isReady()).isFalse();
        greenlet.kill();
        settle();
    }
}
