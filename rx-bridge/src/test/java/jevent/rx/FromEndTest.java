package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.UndeliverableException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.subscribers.TestSubscriber;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.Outcome;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Subscription;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// How a body that works for an observer begins and ends, whoever ends it.
@GreenTest
@ExtendWith(Undeliverable.class)
class FromEndTest {

    private final List<Object> log = new CopyOnWriteArrayList<>();
    private final IOException error = new IOException("body");

    /// Throws anything, checked or not.
    private static Object sneak(Throwable failure) {
        return new Outcome.Failure<>(failure).unwrap();
    }

    /// Writes down what it hears, and throws where it is told to.
    private final class Listening
            implements FlowableSubscriber<Object>,
                    SingleObserver<Object>,
                    MaybeObserver<Object>,
                    CompletableObserver {

        private final String where;
        private final Throwable broken;

        Listening(String where, Throwable broken) {
            this.where = where;
            this.broken = broken;
        }

        private void hear(String signal, Object what) {
            log.add(what);
            if (signal.equals(where)) {
                sneak(broken);
            }
        }

        @Override
        public void onSubscribe(Subscription given) {
            given.request(9);
        }

        @Override
        public void onSubscribe(Disposable given) {}

        @Override
        public void onNext(Object item) {
            hear("onNext", item);
        }

        @Override
        public void onSuccess(Object item) {
            hear("onSuccess", item);
        }

        @Override
        public void onError(Throwable failure) {
            hear("onError", failure);
        }

        @Override
        public void onComplete() {
            hear("onComplete", "end");
        }
    }

    /// All doors, with bodies that throw.
    private void subscribeToFailures(Hub hub, Listening listening, Throwable failure) {
        Flowables.from(hub, out -> sneak(failure)).subscribe(listening);
        Singles.from(hub, () -> sneak(failure)).subscribe((SingleObserver<Object>) listening);
        Maybes.from(hub, () -> sneak(failure)).subscribe((MaybeObserver<Object>) listening);
        Completables.from(hub, () -> sneak(failure)).subscribe((CompletableObserver) listening);
        SinglesFromTest.settle();
    }

    // ---- signals

    @Test
    void requestAndCancelRunNothingThemselves(TestHub hub) {
        TestSubscriber<Integer> subscriber =
                Flowables.<Integer>from(
                                hub.hub(),
                                out -> {
                                    log.add("began");
                                    try {
                                        out.send(1);
                                        Green.sleep(Duration.ofHours(1));
                                    } finally {
                                        log.add("finally");
                                    }
                                })
                        .test(0);
        SinglesFromTest.settle();
        subscriber.request(1);
        subscriber.assertEmpty();
        SinglesFromTest.settle();

        subscriber.cancel();
        assertThat(log).containsExactly("began");
        SinglesFromTest.settle();

        assertThat(log).containsExactly("began", "finally");
        subscriber.assertValuesOnly(1);
    }

    @Test
    void signalsComeFromAGreenletOfTheHub(TestHub hub) {
        var ignored =
                List.of(
                        Flowables.from(hub.hub(), out -> out.send(1))
                                .doOnNext(item -> log.add(Green.current().hub()))
                                .doOnComplete(() -> log.add(Green.current().hub()))
                                .subscribe(),
                        Singles.from(hub.hub(), () -> 1)
                                .subscribe(item -> log.add(Green.current().hub())));
        SinglesFromTest.settle();

        assertThat(log).containsExactly(hub.hub(), hub.hub(), hub.hub());
    }

    @Test
    void itOutlivesTheGreenletThatSubscribed() {
        var quiet = new Listening("nowhere", error);
        Green.spawn(() -> Flowables.from(out -> out.send(1)).subscribe(quiet)).join();
        SinglesFromTest.settle();

        assertThat(log).containsExactly(1, "end");
    }

    @Test
    void anErrorOfTheMachineIsAnErrorLikeAnyOther(TestHub hub) {
        for (Error machine : List.of(new LinkageError("body"), new StackOverflowError("body"))) {
            log.clear();
            subscribeToFailures(hub.hub(), new Listening("nowhere", error), machine);

            assertThat(log).containsExactly(machine, machine, machine, machine);
        }
    }

    // ---- observers that throw

    @Test
    void whatOnErrorThrowsGoesToTheHookAndSoDoesWhatItWasTold(TestHub hub) {
        var broken = new IllegalStateException("onError");
        subscribeToFailures(hub.hub(), new Listening("onError", broken), error);

        assertThat(log).containsExactly(error, error, error, error);
        assertThat(Undeliverable.take())
                .containsExactly(error, broken, error, broken, error, broken, error, broken);
        assertThat(error).hasNoSuppressedExceptions();
    }

    @Test
    void whatOnCompleteThrowsGoesToTheHook(TestHub hub) {
        var broken = new IllegalStateException("onComplete");
        var listening = new Listening("onComplete", broken);
        Flowables.from(hub.hub(), out -> {}).subscribe(listening);
        Maybes.from(hub.hub(), () -> null).subscribe((MaybeObserver<Object>) listening);
        Completables.from(hub.hub(), () -> {}).subscribe((CompletableObserver) listening);
        SinglesFromTest.settle();

        assertThat(log).containsExactly("end", "end", "end");
        assertThat(Undeliverable.take()).containsExactly(broken, broken, broken);
    }

    @Test
    void whatOnSuccessThrowsGoesToTheHookAndNothingFollows(TestHub hub) {
        var broken = new IllegalStateException("onSuccess");
        var listening = new Listening("onSuccess", broken);
        Singles.from(hub.hub(), () -> 1).subscribe((SingleObserver<Object>) listening);
        Maybes.from(hub.hub(), () -> 2).subscribe((MaybeObserver<Object>) listening);
        SinglesFromTest.settle();

        assertThat(log).containsExactly(1, 2);
        assertThat(Undeliverable.take()).containsExactly(broken, broken);
    }

    // ---- the hook and the hub

    @Test
    void withoutAHandlerTheHubIsTold(TestHub hub) {
        PrintStream console = System.err;
        RxJavaPlugins.setErrorHandler(null);
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        try {
            var running =
                    Singles.from(
                                    hub.hub(),
                                    () -> {
                                        try {
                                            return Singles.await(Single.never());
                                        } catch (GreenletExit e) {
                                            throw error;
                                        }
                                    })
                            .subscribe();
            SinglesFromTest.settle();
            running.dispose();
            SinglesFromTest.settle();
        } finally {
            System.setErr(console);
        }

        assertThat(hub.takeFailures())
                .singleElement()
                .isInstanceOf(UndeliverableException.class)
                .extracting(Throwable::getCause)
                .isSameAs(error);
    }

    private static void spin() {
        for (int i = 0; i < 5_000; i++) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theEndOfTheHubBeforeItsFirstTurnIsAnErrorToo() throws InterruptedException {
        Hub own = Hub.open("own");
        var subscriber = new TestSubscriber<Object>(0);
        Thread closing = Thread.ofPlatform().unstarted(() -> own.close(Duration.ZERO));
        own.run(() -> {
            for (int i = 0; i < 2_000; i++) {
                Green.spawn(FromEndTest::spin); // in front of it, until the kill has come
            }
            Flowables.from(own, out -> log.add("began")).subscribe(subscriber);
            closing.start();
            while (!own.isClosed()) {
                Thread.onSpinWait();
            }
            return true;
        });
        closing.join();

        subscriber.assertFailure(GreenletExit.class);
        subscriber.request(1);
        subscriber.cancel();
        assertThat(log).isEmpty();
    }

    @Test
    void theAssemblyHooksSeeEveryDoor(TestHub hub) {
        RxJavaPlugins.setOnSingleAssembly(this::assembled);
        RxJavaPlugins.setOnMaybeAssembly(this::assembled);
        RxJavaPlugins.setOnCompletableAssembly(this::assembled);
        var ended = Green.spawn(() -> 1);
        var ignored =
                List.of(
                        Singles.from(hub.hub(), () -> 1),
                        Maybes.from(hub.hub(), () -> 1),
                        Completables.from(hub.hub(), () -> {}),
                        Singles.from(ended),
                        Maybes.owning(ended),
                        Completables.from(ended));

        assertThat(log)
                .containsExactly(
                        "GreenletSingle",
                        "GreenletMaybe",
                        "GreenletCompletable",
                        "ResultSingle",
                        "ResultMaybe",
                        "ResultCompletable");
    }

    private <T> T assembled(T source) {
        log.add(source.getClass().getSimpleName());
        return source;
    }

    @Test
    void twoThatFailTogetherLoseNeitherError(TestHub hub) {
        Flowable<Object> failing = Flowables.from(hub.hub(), out -> sneak(error));
        Flowable<Object> slow =
                Flowables.from(
                        hub.hub(),
                        out -> {
                            Green.yieldNow();
                            sneak(new IllegalStateException("second"));
                        });
        var waiting =
                Green.spawn(() ->
                        FlowableIterateTest.listOf(
                                Flowables.iterate(Flowable.zip(failing, slow, (a, b) -> a))));
        waiting.rawLink(() -> {});
        SinglesFromTest.settle();

        assertThat(waiting.failure()).isSameAs(error);
        assertThat(Undeliverable.take())
                .allSatisfy(late -> assertThat(late).hasMessage("second"))
                .hasSizeLessThanOrEqualTo(1);
    }
}
