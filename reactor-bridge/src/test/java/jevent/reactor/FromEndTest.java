package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.HubClosed;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// How a body that works for a subscriber begins and ends, whoever ends it.
@GreenTest
class FromEndTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<Object> log = new CopyOnWriteArrayList<>();

    /// Writes down what it hears, and throws where it is told to.
    private final class Listening implements CoreSubscriber<Object> {

        private final String where;
        private final Throwable broken;
        Subscription subscription;

        Listening(String where, Throwable broken) {
            this.where = where;
            this.broken = broken;
        }

        Listening() {
            this("nowhere", new AssertionError());
        }

        private void hear(String signal, Object what) {
            log.add(what);
            if (signal.equals(where)) {
                AwaitTest.sneak(broken);
            }
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            hear("onSubscribe", "subscribed");
            given.request(9);
        }

        @Override
        public void onNext(Object item) {
            hear("onNext", item);
        }

        @Override
        public void onError(Throwable error) {
            hear("onError", error);
        }

        @Override
        public void onComplete() {
            hear("onComplete", "end");
        }
    }

    private Flux<Object> oneThenSleep(Hub hub) {
        return Fluxes.from(
                hub,
                out -> {
                    log.add("began");
                    try {
                        out.send(1);
                        Green.sleep(Duration.ofHours(1));
                    } finally {
                        log.add("finally");
                    }
                });
    }

    // ---- signals

    @Test
    void requestAndCancelRunNothingThemselves(TestHub hub) {
        var listening = new Listening();
        oneThenSleep(hub.hub()).subscribe(listening);
        listening.subscription.request(1);
        assertThat(log).containsExactly("subscribed");
        Green.yieldNow();

        listening.subscription.cancel();
        assertThat(log).containsExactly("subscribed", "began", 1);
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed", "began", 1, "finally");
    }

    @Test
    void itsSignalsComeFromAGreenletOfTheHub(TestHub hub) {
        Fluxes.from(hub.hub(), out -> out.send(1))
                .doOnNext(item -> log.add(Green.current().hub()))
                .doOnComplete(() -> log.add(Green.current().hub()))
                .subscribe();
        Monos.from(hub.hub(), () -> AwaitTest.sneak(new IOException()))
                .subscribe(item -> {}, error -> log.add(Green.current().hub()));
        Green.yieldNow();

        assertThat(log).containsExactly(hub.hub(), hub.hub(), hub.hub());
    }

    @Test
    void theSubscribersOwnCancelDoesNotKillTheGreenletThatTellsIt(TestHub hub) {
        Monos.from(hub.hub(), () -> "value")
                .flux()
                .take(1)
                .doOnNext(log::add)
                .doFinally(signal -> {
                    Green.yieldNow();
                    log.add("went on after " + signal);
                })
                .subscribe();
        Green.yieldNow();
        Green.yieldNow();

        assertThat(log).containsExactly("value", "went on after onComplete");
    }

    @Test
    void itOutlivesTheGreenletThatSubscribed() {
        Green.spawn(() -> Fluxes.from(out -> out.send(1)).subscribe(new Listening())).join();
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed", 1, "end");
    }

    @Test
    void anErrorOfTheMachineIsAnErrorLikeAnyOther(TestHub hub) {
        for (Error error : List.of(new LinkageError("body"), new StackOverflowError("body"))) {
            log.clear();
            Fluxes.from(hub.hub(), out -> AwaitTest.sneak(error)).subscribe(new Listening());
            Monos.<Object>from(hub.hub(), () -> AwaitTest.sneak(error)).subscribe(new Listening());
            Green.yieldNow();

            assertThat(log).containsExactly("subscribed", "subscribed", error, error);
        }
    }

    // ---- subscribers that throw

    @Test
    void whatOnSubscribeThrowsIsThrownAndNoGreenletStarts(TestHub hub) {
        var broken = new IllegalStateException("onSubscribe");
        var listening = new Listening("onSubscribe", broken);

        assertThatThrownBy(() -> oneThenSleep(hub.hub()).subscribe(listening)).isSameAs(broken);

        Green.yieldNow();
        assertThat(log).containsExactly("subscribed");
    }

    @Test
    void whatOnCompleteThrowsIsDropped(TestHub hub) {
        var broken = new IllegalStateException("onComplete");
        Fluxes.from(hub.hub(), out -> {}).subscribe(new Listening("onComplete", broken));
        Monos.<Object>from(hub.hub(), () -> null).subscribe(new Listening("onComplete", broken));
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed", "subscribed", "end", "end");
        assertThat(dropped.takeErrors()).containsExactly(broken, broken);
    }

    @Test
    void whatOnNextOfAMonoThrowsIsDroppedAndNoEndFollows(TestHub hub) {
        var broken = new IllegalStateException("onNext");
        Monos.<Object>from(hub.hub(), () -> 1).subscribe(new Listening("onNext", broken));
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed", 1);
        assertThat(dropped.takeErrors()).containsExactly(broken);
    }

    @Test
    void whatOnErrorThrowsIsDroppedAndSoIsWhatItWasTold(TestHub hub) {
        var broken = new IllegalStateException("onError");
        var error = new IOException("body");
        Fluxes.from(hub.hub(), out -> AwaitTest.sneak(error))
                .subscribe(new Listening("onError", broken));
        Monos.<Object>from(hub.hub(), () -> AwaitTest.sneak(error))
                .subscribe(new Listening("onError", error));
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed", "subscribed", error, error);
        assertThat(dropped.takeErrors()).containsExactly(error, broken, error);
        assertThat(error).hasNoSuppressedExceptions();
    }

    // ---- cancellations

    @Test
    void aThousandCancellationsAreNeverReported(TestHub hub) {
        List<Throwable> reported = new ArrayList<>();
        Hooks.onOperatorError(
                "test",
                (error, item) -> {
                    reported.add(error);
                    return error;
                });
        try {
            for (int i = 0; i < 1_000; i++) {
                var running = oneThenSleep(hub.hub()).subscribe();
                if (i % 2 == 0) {
                    Green.yieldNow();
                }
                running.dispose();
                running.dispose();
            }
            Green.yieldNow();
        } finally {
            Hooks.resetOnOperatorError("test");
        }

        assertThat(reported).isEmpty();
        assertThat(hub.hub().stats().greenlets()).isZero();
    }

    @Test
    void whoCancelsItselfAndThrowsIsReported(TestHub hub) {
        var error = new IOException("after the cancellation");
        for (boolean many : new boolean[] {true, false}) {
            var listening = new Listening();
            Mono<Object> one =
                    Monos.from(
                            hub.hub(),
                            () -> {
                                listening.subscription.cancel();
                                return AwaitTest.sneak(error);
                            });
            Flux<Object> all =
                    Fluxes.from(
                            hub.hub(),
                            out -> {
                                listening.subscription.cancel();
                                AwaitTest.sneak(error);
                            });
            (many ? all : one).subscribe(listening);
            Green.yieldNow();

            assertThat(dropped.takeErrors()).containsExactly(error);
        }
        assertThat(log).containsExactly("subscribed", "subscribed");
    }

    @Test
    void afterTheEndItsSubscriptionDoesNothing(TestHub hub) {
        var listening = new Listening();
        Fluxes.from(hub.hub(), out -> out.send(1)).subscribe(listening);
        Green.yieldNow();

        listening.subscription.request(1);
        listening.subscription.cancel();
        listening.subscription.cancel();
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed", 1, "end");
    }

    // ---- the end of the hub

    @Test
    void aClosedHubIsAnErrorOfItsSubscriberAndNotOfSubscribe() {
        Hub closed = Hub.open("closed");
        closed.close();

        oneThenSleep(closed).subscribe(new Listening());

        assertThat(log).hasSize(2).startsWith("subscribed");
        assertThat(log.getLast()).isInstanceOf(HubClosed.class);
    }

    private static void spin() {
        for (int i = 0; i < 5_000; i++) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theEndOfTheHubBeforeItsFirstTurnIsAnErrorToo() throws InterruptedException {
        Hub own = Hub.open("own");
        var listening = new Listening();
        Thread closing = Thread.ofPlatform().unstarted(() -> own.close(Duration.ZERO));
        own.run(() -> {
            for (int i = 0; i < 2_000; i++) {
                Green.spawn(FromEndTest::spin); // in front of it, until the kill has come
            }
            oneThenSleep(own).subscribe(listening);
            closing.start();
            while (!own.isClosed()) {
                Thread.onSpinWait();
            }
            return true;
        });
        closing.join();

        listening.subscription.request(1);
        listening.subscription.cancel();

        assertThat(log).hasSize(2).startsWith("subscribed");
        assertThat((Throwable) log.getLast())
                .isInstanceOf(GreenletExit.class)
                .hasMessageContaining("before it began");
    }

    // ---- what observes it

    @Test
    void theAssemblyHookSeesEveryDoor(TestHub hub) {
        List<String> seen = new ArrayList<>();
        Hooks.onEachOperator(
                "test",
                publisher -> {
                    seen.add(publisher.getClass().getSimpleName());
                    return publisher;
                });
        try {
            var ended = Green.spawn(() -> 1);
            var ignored =
                    List.of(
                            Monos.from(hub.hub(), () -> 1),
                            Fluxes.from(hub.hub(), out -> {}),
                            Monos.from(ended),
                            Monos.owning(ended));
        } finally {
            Hooks.resetOnEachOperator("test");
        }

        assertThat(seen)
                .containsExactly("GreenletMono", "GreenletFlux", "ResultMono", "ResultMono");
    }

    @Test
    void theContextIsPassedOnAsItIs(TestHub hub) {
        var ada = Context.of("user", "ada");
        List<Context> seen = new ArrayList<>();
        var script =
                Script.<Integer>of(it -> {
                    seen.add(((CoreSubscriber<?>) it.to()).currentContext());
                    it.to().onSubscribe(it);
                    it.to().onComplete();
                });

        Green.spawn(() -> GreenletContext.call(ada, () -> Monos.await(script.mono()))).get();

        assertThat(seen).singleElement().isSameAs(ada);
    }
}
