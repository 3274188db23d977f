package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.subjects.CompletableSubject;

import jevent.Green;
import jevent.GreenletExit;
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

@GreenTest
@ExtendWith(Undeliverable.class)
class CompletablesTest {

    private final List<Object> log = new ArrayList<>();

    @Test
    void whatHasEndedCostsNoWait() {
        var other = Green.spawn(() -> "ran");

        Completables.await(Completable.complete());
        Completables.await(Completable.fromAction(() -> log.add("action")).hide());

        assertThat(log).containsExactly("action");
        assertThat(other.isReady()).isFalse();
        other.join();
    }

    @Test
    void itWaitsForTheEnd() {
        var subject = CompletableSubject.create();
        var waiting =
                Green.spawn(() -> {
                    Completables.await(subject);
                    log.add("went on");
                });
        Green.yieldNow();
        assertThat(log).isEmpty();

        subject.onComplete();
        waiting.join();

        assertThat(log).containsExactly("went on");
    }

    @Test
    void anErrorIsThrownAsItIs() {
        var error = new IOException("broken");

        assertThatThrownBy(() -> Completables.await(Completable.error(error))).isSameAs(error);
    }

    @Test
    void aKillAndALimitDispose() {
        var killed = CompletableSubject.create();
        var late = CompletableSubject.create();
        var waiting = Green.spawn(() -> Completables.await(killed));
        Green.yieldNow();

        waiting.kill();

        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
        assertThat(killed.hasObservers()).isFalse();
        assertThatThrownBy(() -> Completables.await(late, Duration.ofSeconds(1)))
                .isInstanceOf(Timeout.class);
        assertThat(late.hasObservers()).isFalse();
    }

    @Test
    void aLimitThatIsNotReachedLeavesNoTimer(TestHub hub) {
        Completables.await(Completable.complete(), Duration.ofHours(1));

        assertThat(hub.hub().stats().timers()).isZero();
    }

    @Test
    void theBodyRunsOnceForEachObserver(TestHub hub) {
        var source = Completables.from(hub.hub(), () -> log.add(Green.current()));
        assertThat(log).isEmpty();

        Completables.await(source);
        Completables.await(source);

        assertThat(log).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aBodysErrorIsTheCompletablesError(TestHub hub) {
        var error = new IOException("broken");
        var failing =
                Completables.from(
                        hub.hub(),
                        () -> {
                            throw error;
                        });

        assertThatThrownBy(() -> Completables.await(failing)).isSameAs(error);
    }

    @Test
    void disposeKillsTheGreenletAndRunsItsFinally(TestHub hub) {
        TestObserver<Void> observer =
                Completables.from(
                                hub.hub(),
                                () -> {
                                    try {
                                        Completables.await(Completable.never());
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
    void aResultAsACompletable() {
        var set = new AsyncResult<String>();
        var failed = new AsyncResult<String>();
        set.set("whatever");
        failed.setException(new IOException("broken"));

        Completables.from(set).test().assertResult();
        Completables.from(failed).test().assertFailure(IOException.class);
    }

    @Test
    void aResultThatIsSetLater() {
        var result = new AsyncResult<Integer>();
        var waiting = Green.spawn(() -> Completables.await(Completables.from(result)));
        Green.yieldNow();
        assertThat(waiting.isReady()).isFalse();

        result.set(1);

        waiting.get();
    }

    @Test
    void aCompletableAsAResult() {
        var error = new IOException("broken");

        assertThat(Completables.toAsyncResult(Completable.complete()).isReady()).isTrue();
        assertThatThrownBy(() -> Completables.toAsyncResult(Completable.error(error)).get())
                .isSameAs(error);
    }

    @Test
    void anEndBeforeOnSubscribeIsAnErrorAndALateSubscriptionDisposed() {
        var late = Disposable.empty();
        var source =
                new Completable() {
                    @Override
                    protected void subscribeActual(CompletableObserver observer) {
                        observer.onComplete();
                        observer.onSubscribe(late);
                    }
                };

        assertThatThrownBy(() -> Completables.await(source))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("onComplete before onSubscribe");
        assertThat(late.isDisposed()).isTrue();
    }

    @Test
    void whatComesAfterTheEndGoesToTheHookIfItIsAnError() {
        var late = new IOException("late");
        var source =
                new Completable() {
                    @Override
                    protected void subscribeActual(CompletableObserver observer) {
                        observer.onSubscribe(Disposable.empty());
                        observer.onComplete();
                        observer.onComplete();
                        observer.onError(late);
                    }
                };

        Completables.await(source);

        assertThat(Undeliverable.take()).containsExactly(late);
    }
}
