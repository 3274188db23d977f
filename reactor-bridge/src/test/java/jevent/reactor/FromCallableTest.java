package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.HubClosed;
import jevent.Timeout;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.SignalType;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A greenlet as a `Mono`.
@GreenTest
class FromCallableTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<String> order = new CopyOnWriteArrayList<>();

    @Test
    void stepVerifierSeesValueEmptyAndError() {
        var failure = new IOException("body");

        StepVerifier.create(Monos.from(() -> "value")).expectNext("value").verifyComplete();
        StepVerifier.create(Monos.from(() -> null)).verifyComplete();
        StepVerifier.create(Monos.from(() -> AwaitTest.sneak(failure)))
                .verifyErrorSatisfies(e -> assertThat(e).isSameAs(failure));
    }

    @Test
    void aBodyWithoutAResultCompletesEmptyOrFails() {
        var failure = new IOException("body");

        StepVerifier.create(Monos.fromRunnable(() -> order.add("ran"))).verifyComplete();
        StepVerifier.create(
                        Monos.fromRunnable(() -> {
                            throw failure;
                        }))
                .verifyErrorSatisfies(e -> assertThat(e).isSameAs(failure));
        try (Hub other = Hub.open("other")) {
            Monos.await(Monos.fromRunnable(other, () -> order.add("on " + Hub.current().name())));
        }

        assertThat(order).containsExactly("ran", "on other");
    }

    @Test
    void eachSubscriberHasAGreenletOfItsOwn() {
        var runs = new AtomicInteger();
        Mono<Integer> mono = Monos.from(runs::incrementAndGet);
        assertThat(runs).hasValue(0);

        assertThat(Monos.<Integer>await(mono)).isEqualTo(1);
        assertThat(Monos.<Integer>await(mono)).isEqualTo(2);
    }

    @Test
    void theSubscriptionComesBeforeTheBodyAndBeforeSubscribeReturns(TestHub hub) {
        Mono<String> mono =
                Monos.from(
                        hub.hub(),
                        () -> {
                            order.add("body");
                            return "value";
                        });

        mono.doOnSubscribe(s -> order.add("onSubscribe")).subscribe(order::add);
        order.add("subscribed");
        Green.yieldNow();

        assertThat(order).containsExactly("onSubscribe", "subscribed", "body", "value");
    }

    @Test
    void itRunsOnTheHubOfTheSubscribingGreenlet(TestHub hub) {
        Mono<Hub> where = Monos.from(Hub::current);

        assertThat(Green.spawn(() -> Monos.<Hub>await(where)).get()).isSameAs(hub.hub());
        assertThat(Monos.<Hub>await(where)).isSameAs(Hub.shared());
        try (Hub own = Hub.open("own")) {
            assertThat(Monos.<Hub>await(Monos.from(own, Hub::current))).isSameAs(own);
        }
    }

    @Test
    void cancelKillsTheGreenletAndRunsItsFinally(TestHub hub) {
        for (int i = 0; i < 1000; i++) {
            order.clear();
            Disposable running = Monos.from(hub.hub(), this::sleepForEver).subscribe();
            Green.yieldNow();

            running.dispose();
            running.dispose();
            Green.yieldNow();

            assertThat(order).containsExactly("began", "GreenletExit");
        }
        assertThat(hub.hub().stats().greenlets()).isZero();
    }

    private String sleepForEver() {
        try {
            order.add("began");
            Green.sleep(Duration.ofDays(1));
            return "woke";
        } catch (GreenletExit e) {
            order.add("GreenletExit");
            throw e;
        }
    }

    @Test
    void anErrorOfTheDyingGreenletIsDropped(TestHub hub) {
        var failure = new IllegalStateException("in finally");
        Disposable running =
                Monos.from(
                                hub.hub(),
                                () -> {
                                    try {
                                        return sleepForEver();
                                    } finally {
                                        AwaitTest.sneak(failure);
                                    }
                                })
                        .subscribe(order::add, e -> order.add("error"));
        Green.yieldNow();

        running.dispose();
        Green.yieldNow();

        assertThat(dropped.takeErrors()).containsExactly(failure);
        assertThat(order).containsExactly("began", "GreenletExit");
    }

    @Test
    void aValueAfterTheCancelIsDiscarded(TestHub hub) {
        List<Object> discarded = new ArrayList<>();
        Disposable running =
                Monos.from(
                                hub.hub(),
                                () -> {
                                    try {
                                        return sleepForEver();
                                    } catch (GreenletExit e) {
                                        return "anyway";
                                    }
                                })
                        .contextWrite(Discards.into(discarded))
                        .subscribe();
        Green.yieldNow();

        running.dispose();
        Green.yieldNow();

        assertThat(discarded).containsExactly("anyway");
    }

    @Test
    void aValueThatNobodyHasAskedForWaitsAndIsDiscardedOnCancel(TestHub hub) {
        List<Object> discarded = new ArrayList<>();
        var subscriber = new Lazy<String>(order);
        Monos.from(hub.hub(), () -> "held")
                .contextWrite(Discards.into(discarded))
                .subscribe(subscriber);
        Green.yieldNow();
        assertThat(order).isEmpty();

        subscriber.cancel();

        assertThat(discarded).containsExactly("held");
    }

    @Test
    void aValueIsDeliveredWhenItIsAskedFor(TestHub hub) {
        var subscriber = new Lazy<String>(order);
        Monos.from(hub.hub(), () -> "held").subscribe(subscriber);
        Green.yieldNow();

        subscriber.request(1);

        assertThat(order).containsExactly("held", "complete");
    }

    @Test
    void emptyAndErrorNeedNoDemand(TestHub hub) {
        Monos.<String>from(hub.hub(), () -> null).subscribe(new Lazy<>(order));
        Monos.<String>from(hub.hub(), () -> AwaitTest.sneak(new IOException()) + "")
                .subscribe(new Lazy<>(order));
        Green.yieldNow();

        assertThat(order).containsExactly("complete", "error");
    }

    /// Asks for nothing by itself.
    static final class Lazy<T> extends BaseSubscriber<T> {
        private final List<String> log;

        Lazy(List<String> log) {
            this.log = log;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {}

        @Override
        protected void hookOnNext(T value) {
            log.add(value.toString());
        }

        @Override
        protected void hookOnComplete() {
            log.add("complete");
        }

        @Override
        protected void hookOnError(Throwable error) {
            log.add("error");
        }

        @Override
        protected void hookFinally(SignalType type) {}
    }

    @Test
    void cancelledInOnSubscribeItNeverStarts(TestHub hub) {
        Monos.from(hub.hub(), () -> order.add("body"))
                .subscribe(
                        new BaseSubscriber<>() {
                            @Override
                            protected void hookOnSubscribe(Subscription subscription) {
                                cancel();
                            }
                        });
        Green.yieldNow();

        assertThat(order).isEmpty();
    }

    @Test
    void cancelledBeforeItsFirstTurnTheBodyNeverRuns(TestHub hub) {
        Monos.from(hub.hub(), () -> order.add("body")).subscribe().dispose();
        Green.yieldNow();

        assertThat(order).isEmpty();
    }

    @Test
    void cancelAfterTheEndDoesNothing(TestHub hub) {
        var subscriber = new Lazy<String>(order);
        Monos.from(hub.hub(), () -> "value").subscribe(subscriber);
        subscriber.request(1);
        Green.yieldNow();

        subscriber.cancel();
        subscriber.cancel();

        assertThat(order).containsExactly("value", "complete");
    }

    @Test
    void aTimeoutOfTheBodyIsItsError(TestHub hub) {
        Mono<String> mono =
                Monos.from(
                        hub.hub(), () -> Timeout.call(Duration.ofSeconds(1), this::sleepForEver));

        assertThatThrownBy(() -> Monos.await(mono)).isInstanceOf(Timeout.class);
    }

    @Test
    void aKillByOthersIsAnErrorForTheSubscriber(TestHub hub) {
        Mono<String> mono =
                Monos.from(
                        hub.hub(),
                        () -> {
                            Green.current().killLater();
                            Green.yieldNow();
                            return "alive";
                        });

        assertThatThrownBy(() -> Monos.await(mono)).isInstanceOf(GreenletExit.class);
    }

    @Test
    void theEndOfTheHubIsAnErrorForTheSubscriber() {
        Hub own = Hub.open("own");
        Mono<String> running = Monos.from(own, this::sleepForEver).cache();
        running.subscribe(order::add, e -> order.add("told"));
        while (order.isEmpty()) {
            Green.yieldNow();
        }

        own.close(Duration.ZERO);

        assertThatThrownBy(() -> Monos.await(running)).isInstanceOf(GreenletExit.class);
        assertThat(order).containsExactly("began", "GreenletExit", "told");
        assertThatThrownBy(() -> Monos.await(Monos.from(own, () -> "late")))
                .isInstanceOf(HubClosed.class);
    }

    @Test
    void theInnerErrorIsTold(TestHub hub) {
        var failure = new IOException("inner");
        var mono = Monos.from(hub.hub(), () -> AwaitTest.sneak(new CompletionException(failure)));

        assertThatThrownBy(() -> Monos.await(mono)).isSameAs(failure);
    }

    @Test
    void valuesAndCancelsRaceToOneOutcome() throws InterruptedException {
        for (int round = 0; round < 500; round++) {
            List<Object> discarded = new CopyOnWriteArrayList<>();
            var subscriber = new Counting(Discards.into(discarded));
            AtomicInteger runs = new AtomicInteger();
            Monos.from(Hub.shared(), runs::incrementAndGet).subscribe(subscriber);
            Thread canceller = Thread.ofPlatform().start(subscriber.subscription::cancel);
            canceller.join();
            Hub.shared().spawn(() -> {}).join();

            assertThat(subscriber.seen.get() + discarded.size()).isEqualTo(runs.get());
        }
    }

    private static final class Counting implements CoreSubscriber<Integer> {
        final AtomicInteger seen = new AtomicInteger();
        private final Context context;
        Subscription subscription = Operators.emptySubscription();

        Counting(Context context) {
            this.context = context;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(Integer item) {
            seen.incrementAndGet();
        }

        @Override
        public void onError(Throwable error) {
            throw new AssertionError(error);
        }

        @Override
        public void onComplete() {}

        @Override
        public Context currentContext() {
            return context;
        }
    }

    @Test
    void anEndAndARequestAtOnceAreNeverLost() throws InterruptedException {
        for (int round = 0; round < 500; round++) {
            List<String> seen = new CopyOnWriteArrayList<>();
            var subscriber = new Lazy<Object>(seen);
            boolean empty = round % 2 == 0;
            Monos.from(Hub.shared(), () -> empty ? null : "value").subscribe(subscriber);
            subscriber.request(1);
            while (!seen.contains("complete")) {
                Thread.onSpinWait();
            }
        }
    }
}
