package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.Green;
import jevent.Hub;
import jevent.HubClosed;
import jevent.Timeout;
import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

@GreenTest
@ExtendWith(Undeliverable.class)
class SinglesFromTest {

    private final List<String> log = new ArrayList<>();

    /// Lets everything that can happen now happen.
    static void settle() {
        Green.sleep(1);
    }

    @Test
    void theValueOfTheBody(TestHub hub) {
        TestObserver<String> observer = Singles.from(hub.hub(), () -> "value").test();
        observer.assertNotComplete();

        settle();

        observer.assertResult("value");
    }

    @Test
    void theBodyMayWait(TestHub hub) {
        var single =
                Singles.from(
                        hub.hub(),
                        () -> {
                            Green.sleep(Duration.ofSeconds(1));
                            return Singles.await(Single.just("inner")) + "!";
                        });

        assertThat(Singles.await(single)).isEqualTo("inner!");
        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void itIsColdEachObserverHasAGreenletOfItsOwn(TestHub hub) {
        List<Object> greenlets = new ArrayList<>();
        var single = Singles.from(hub.hub(), () -> greenlets.add(Green.current()));
        assertThat(greenlets).isEmpty();

        Singles.await(single);
        Singles.await(single);

        assertThat(greenlets).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aCheckedErrorOfTheBodyIsTheSinglesError(TestHub hub) {
        var error = new IOException("disk full");
        var single =
                Singles.from(
                        hub.hub(),
                        () -> {
                            throw error;
                        });

        assertThatThrownBy(() -> Singles.await(single)).isSameAs(error);
    }

    @Test
    void wrappersOfFuturesAreTakenOff(TestHub hub) {
        var error = new IOException("inner");
        var single =
                Singles.from(
                        hub.hub(),
                        () -> {
                            throw new CompletionException(error);
                        });

        assertThatThrownBy(() -> Singles.await(single)).isSameAs(error);
    }

    @Test
    void nullIsAnError(TestHub hub) {
        TestObserver<Object> observer = Singles.from(hub.hub(), () -> null).test();
        settle();

        observer.assertError(NullPointerException.class);
        observer.assertError(e -> e.getMessage().contains("returned null"));
    }

    @Test
    void aTimeoutInTheBodyIsAnError(TestHub hub) {
        var single =
                Singles.from(
                        hub.hub(),
                        () ->
                                Timeout.<Object>call(
                                        Duration.ofSeconds(1),
                                        () -> Singles.await(Single.never())));
        TestObserver<Object> observer = single.test();

        Green.sleep(Duration.ofSeconds(2));

        observer.assertError(Timeout.class);
    }

    @Test
    void onSubscribeComesBeforeTheBodyBegins(TestHub hub) {
        var single =
                Singles.from(hub.hub(), () -> log.add("body"))
                        .doOnSubscribe(disposable -> log.add("subscribed"));
        var disposable = single.subscribe(value -> log.add("value"));
        log.add("subscribe returned");
        settle();

        assertThat(log).containsExactly("subscribed", "subscribe returned", "body", "value");
        assertThat(disposable.isDisposed()).isTrue();
    }

    @Test
    void disposeKillsTheGreenletAndRunsItsFinally(TestHub hub) {
        TestObserver<Object> observer =
                Singles.from(
                                hub.hub(),
                                () -> {
                                    try {
                                        return Singles.await(Single.never());
                                    } finally {
                                        log.add("finally");
                                    }
                                })
                        .test();
        settle();
        assertThat(log).isEmpty();

        observer.dispose();
        settle();

        assertThat(log).containsExactly("finally");
        observer.assertEmpty();
    }

    @Test
    void disposeByAnotherThreadToo(TestHub hub) throws InterruptedException {
        var dead = new Event();
        var disposable =
                Singles.from(
                                hub.hub(),
                                () -> {
                                    try {
                                        return Singles.await(Single.never());
                                    } finally {
                                        dead.set();
                                    }
                                })
                        .subscribe();
        settle();

        var thread = Thread.ofPlatform().start(disposable::dispose);
        try (var _ = hub.hub().hold("the other thread")) {
            dead.await();
        }
        thread.join();
    }

    @Test
    void disposedBeforeItsFirstTurnTheBodyNeverRuns(TestHub hub) {
        var disposable = Singles.from(hub.hub(), () -> log.add("body")).subscribe();

        disposable.dispose();
        settle();

        assertThat(log).isEmpty();
    }

    @Test
    void disposedInOnSubscribeNoGreenletStarts(TestHub hub) {
        int before = hub.hub().stats().greenlets();
        var observer = new TestObserver<Boolean>();
        observer.dispose();

        Singles.from(hub.hub(), () -> log.add("body")).subscribe(observer);

        assertThat(hub.hub().stats().greenlets()).isEqualTo(before);
        settle();
        assertThat(log).isEmpty();
    }

    @Test
    void disposalsAreNeverReported(TestHub hub) {
        for (int i = 0; i < 1_000; i++) {
            var disposable =
                    Singles.from(hub.hub(), () -> Singles.await(Single.never())).subscribe();
            if (i % 2 == 0) {
                Green.yieldNow();
            }
            disposable.dispose();
            disposable.dispose();
        }
        settle();

        assertThat(Undeliverable.take()).isEmpty();
        assertThat(hub.takeFailures()).isEmpty();
    }

    @Test
    void whatTheFinallyThrowsGoesToTheHook(TestHub hub) {
        var error = new IllegalStateException("in the finally");
        TestObserver<Object> observer =
                Singles.from(
                                hub.hub(),
                                () -> {
                                    try {
                                        return Singles.await(Single.never());
                                    } catch (jevent.GreenletExit e) {
                                        throw error;
                                    }
                                })
                        .test();
        settle();
        observer.dispose();
        settle();

        assertThat(Undeliverable.take()).containsExactly(error);
        observer.assertEmpty();
    }

    @Test
    void whoDisposesOfHimselfAndThrowsIsReported(TestHub hub) {
        var own = new AtomicReference<Disposable>();
        var error = new IllegalStateException("after the disposal");
        Single<Object> single =
                Singles.from(
                        hub.hub(),
                        () -> {
                            own.get().dispose();
                            throw error;
                        });
        own.set(single.subscribe());
        settle();

        assertThat(Undeliverable.take()).containsExactly(error);
    }

    @Test
    void disposeByTheObserverItselfDoesNotKillTheGreenletThatTellsIt(TestHub hub) {
        var own = new AtomicReference<Disposable>();
        own.set(
                Singles.from(hub.hub(), () -> "value")
                        .subscribe(value -> {
                            own.get().dispose();
                            Green.yieldNow();
                            log.add("went on");
                        }));
        settle();

        assertThat(log).containsExactly("went on");
    }

    @Test
    void anObserverThatThrowsIsReported(TestHub hub) {
        var error = new IllegalStateException("in onSuccess");
        var ignored =
                Singles.from(hub.hub(), () -> "value")
                        .subscribe(value -> {
                            throw error;
                        });
        settle();

        assertThat(Undeliverable.take()).containsExactly(error);
    }

    @Test
    void itRunsOnTheHubOfTheSubscribingGreenlet(TestHub hub) {
        var greenlet = Green.spawn(() -> Singles.await(Singles.from(Hub::current)));

        assertThat(greenlet.get()).isSameAs(hub.hub());
    }

    @Test
    void aThreadWithoutAHubUsesTheSharedOne() {
        assertThat(Singles.from(Hub::current).blockingGet()).isSameAs(Hub.shared());
    }

    @Test
    void aClosedHubIsAnError() {
        var closed = Hub.open("closed");
        closed.close();

        Singles.from(closed, () -> "never").test().assertError(HubClosed.class);
    }

    @Test
    void aHubThatClosesMeanwhileIsAnError() {
        var closing = Hub.open("closing");
        TestObserver<Object> observer =
                Singles.from(closing, () -> Singles.await(Single.never())).test();
        closing.run(() -> {
            Green.yieldNow();
            return true;
        });

        closing.close(Duration.ZERO);

        observer.awaitDone(5, java.util.concurrent.TimeUnit.SECONDS);
        observer.assertError(jevent.GreenletExit.class);
    }

    @Test
    void theAssemblyHookSeesIt(TestHub hub) {
        List<String> assembled = new ArrayList<>();
        RxJavaPlugins.setOnSingleAssembly(single -> {
            assembled.add(single.getClass().getSimpleName());
            return single;
        });
        var ignored = Singles.from(hub.hub(), () -> 1);

        assertThat(assembled).containsExactly("GreenletSingle");
    }

    @Test
    void noBodyIsRefusedAtOnce() {
        assertThatThrownBy(() -> Singles.from((java.util.concurrent.Callable<Object>) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("body");
    }
}
