package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.SingleSubject;

import jevent.Green;
import jevent.Hub;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

@GreenTest
@ExtendWith(Undeliverable.class)
class SingleAwaitTest {

    @Test
    void aReadyOneCostsNoWait() {
        var other = Green.spawn(() -> "ran");

        assertThat(Singles.await(Single.just(1))).isEqualTo(1);
        assertThat(Singles.await(Single.just(2).hide())).isEqualTo(2);
        Integer mapped = Singles.await(Single.fromCallable(() -> 3).map(n -> n + 1));
        assertThat(mapped).isEqualTo(4);

        assertThat(other.isReady()).isFalse();
        other.join();
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void theValueIsReturnedWhereverItComesFrom(Place place) {
        var source =
                new ManualSingle<String>(observer -> {
                    observer.onSubscribe(Single.never().subscribe());
                    place.run(() -> observer.onSuccess("value"));
                });

        assertThat(Singles.await(source)).isEqualTo("value");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void theErrorIsThrownAsItIsWhereverItComesFrom(Place place) {
        var error = new IOException("disk full");
        var source =
                new ManualSingle<String>(observer -> {
                    observer.onSubscribe(Single.never().subscribe());
                    place.run(() -> observer.onError(error));
                });

        assertThatThrownBy(() -> Singles.await(source)).isSameAs(error);
    }

    @Test
    void othersRunMeanwhile() {
        var subject = SingleSubject.<String>create();
        var waiting = Green.spawn(() -> Singles.await(subject));
        Green.yieldNow();
        assertThat(waiting.isReady()).isFalse();

        subject.onSuccess("late");

        assertThat(waiting.get()).isEqualTo("late");
    }

    @Test
    void aValueFromAnotherSchedulerArrives() {
        var source = Single.fromCallable(() -> Thread.currentThread().getName());

        assertThat(Singles.await(source.subscribeOn(Schedulers.computation())))
                .contains("RxComputation");
    }

    @Test
    void aPlatformThreadMayWait() throws Exception {
        var answer = new CompletableFuture<String>();
        var source = Single.just("x").observeOn(Schedulers.single());
        var thread = Thread.ofPlatform().start(() -> answer.complete(Singles.await(source)));
        thread.join();

        assertThat(answer.getNow("nothing")).isEqualTo("x");
    }

    @Test
    void aVirtualThreadThatIsNoGreenletMayWait() throws Exception {
        var answer = new CompletableFuture<String>();
        var source = Single.just("x").observeOn(Schedulers.single());
        Thread.ofVirtual().start(() -> answer.complete(Singles.await(source)));

        assertThat(Singles.await(Single.fromCompletionStage(answer))).isEqualTo("x");
    }

    @Test
    void aCallbackMustNotWait() {
        var refused = new CompletableFuture<Throwable>();
        var source = new ManualSingle<String>();
        Hub.current()
                .execute(() -> {
                    try {
                        Singles.await(source);
                    } catch (Throwable e) {
                        refused.complete(e);
                    }
                });
        Green.sleep(1);

        assertThat(refused).isCompleted();
        assertThat(refused.join()).isInstanceOf(jevent.BlockingSwitchOut.class);
        assertThat(source.log).containsExactly("dispose");
    }

    @Test
    void wrappersOfFuturesAreTakenOff() {
        var inner = new IOException("inner");
        var wrapped = new CompletionException(new ExecutionException(inner));
        var later = SingleSubject.<String>create();
        Green.spawn(() -> later.onError(wrapped));

        assertThatThrownBy(() -> Singles.await(Single.error(wrapped))).isSameAs(inner);
        assertThatThrownBy(() -> Singles.await(later)).isSameAs(inner);
    }

    @Test
    void aSharedErrorGathersNothing() {
        var error = new IllegalStateException("shared");
        var source = Single.error(error).hide();
        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> Singles.await(source)).isSameAs(error);
        }

        assertThat(error.getSuppressed()).isEmpty();
        assertThat(error).hasNoCause();
    }

    @Test
    void everyAwaitSubscribesAnew() {
        var count = new int[1];
        var cold = Single.fromCallable(() -> ++count[0]);

        assertThat(Singles.await(cold)).isEqualTo(1);
        assertThat(Singles.await(cold)).isEqualTo(2);
    }

    @Test
    void aSourceThatIsGoneAfterTheAwaitIsNotDisposed() {
        var source = new ManualSingle<Integer>();
        var waiting = Green.spawn(() -> Singles.await(source));
        Green.yieldNow();
        source.observer().onSuccess(1);

        assertThat(waiting.get()).isEqualTo(1);
        assertThat(source.log).isEmpty();
    }

    @Test
    void rulesOfFlowablesFirstAndSingleComeThrough() {
        assertThatThrownBy(() -> Singles.await(Flowable.empty().firstOrError()))
                .isInstanceOf(java.util.NoSuchElementException.class);
        assertThatThrownBy(() -> Singles.await(Flowable.just(1, 2).singleOrError()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than one");
    }

    @Test
    void theDumpNamesWhatIsAwaited() {
        var source = SingleSubject.<String>create();
        var waiting = Green.spawn(() -> Singles.await(source));
        Green.yieldNow();

        assertThat(Hub.current().dump()).contains("SingleSubject");
        waiting.kill();
    }
}
