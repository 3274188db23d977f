package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.flow.Emitter;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/// A greenlet as a `Flux`.
@GreenTest
class FromBodyTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<String> order = new CopyOnWriteArrayList<>();

    private Flux<Integer> counting(Hub hub, int n) {
        return Fluxes.from(
                hub,
                out -> {
                    try {
                        for (int i = 0; i < n; i++) {
                            out.send(i);
                            order.add("sent " + i);
                        }
                    } catch (Throwable e) {
                        order.add(e.getClass().getSimpleName());
                        throw e;
                    }
                });
    }

    @Test
    void stepVerifierDrivesItByDemand() {
        StepVerifier.create(counting(Hub.shared(), 4), 0)
                .expectSubscription()
                .thenRequest(1)
                .expectNext(0)
                .thenRequest(2)
                .expectNext(1, 2)
                .thenRequest(Long.MAX_VALUE)
                .expectNext(3)
                .verifyComplete();
    }

    @Test
    void stepVerifierSeesEmptyErrorAndCancel() {
        StepVerifier.create(Fluxes.from(out -> {})).verifyComplete();
        StepVerifier.create(
                        Fluxes.<Integer>from(out -> {
                            out.send(1);
                            throw new IOException("body");
                        }))
                .expectNext(1)
                .verifyErrorMessage("body");
        StepVerifier.create(counting(Hub.shared(), 1000)).expectNext(0).thenCancel().verify();
    }

    @Test
    void sendWaitsForDemand(TestHub hub) {
        var subscriber = new FromCallableTest.Lazy<Integer>(order);
        counting(hub.hub(), 3).subscribe(subscriber);
        Green.yieldNow();
        assertThat(order).isEmpty();

        subscriber.request(2);
        Green.yieldNow();

        assertThat(order).containsExactly("0", "sent 0", "1", "sent 1");
        subscriber.cancel();
        Green.yieldNow();
        assertThat(order).endsWith("GreenletExit");
    }

    @Test
    void eachSubscriberHasAGreenletOfItsOwn(TestHub hub) {
        Flux<Integer> flux = counting(hub.hub(), 3);

        assertThat(IterateTest.all(Fluxes.iterate(flux))).containsExactly(0, 1, 2);
        assertThat(IterateTest.all(Fluxes.iterate(flux))).containsExactly(0, 1, 2);
    }

    @Test
    void theSubscriptionComesBeforeTheBody(TestHub hub) {
        counting(hub.hub(), 1)
                .doOnSubscribe(s -> order.add("onSubscribe"))
                .doOnComplete(() -> order.add("complete"))
                .subscribe();
        order.add("subscribed");
        Green.yieldNow();

        assertThat(order).containsExactly("onSubscribe", "subscribed", "sent 0", "complete");
    }

    @Test
    void cancelWhileSendWaitsKillsItAndNothingFollows(TestHub hub) {
        var subscriber = new FromCallableTest.Lazy<Integer>(order);
        counting(hub.hub(), 3).subscribe(subscriber);
        subscriber.request(1);
        Green.yieldNow();

        subscriber.cancel();
        subscriber.request(5);
        Green.yieldNow();

        assertThat(order).containsExactly("0", "sent 0", "GreenletExit");
        assertThat(hub.hub().stats().greenlets()).isZero();
    }

    @Test
    void cancelFromInsideOnNextEndsTheNextSend(TestHub hub) {
        List<Integer> seen = new ArrayList<>();
        counting(hub.hub(), 100).take(2).subscribe(seen::add);
        Green.yieldNow();
        Green.yieldNow();

        assertThat(seen).containsExactly(0, 1);
        assertThat(order).last().isEqualTo("GreenletExit");
    }

    @Test
    void aBodyThatIgnoresItsKillCanStillNotSend(TestHub hub) {
        var subscriber = new FromCallableTest.Lazy<Integer>(order);
        Fluxes.<Integer>from(
                        hub.hub(),
                        out -> {
                            for (int i = 0; i < 3; i++) {
                                trySending(out);
                            }
                        })
                .subscribe(subscriber);
        Green.yieldNow();

        subscriber.cancel();
        for (int i = 0; i < 5; i++) {
            Green.yieldNow();
        }

        assertThat(order).containsExactly("GreenletExit", "GreenletExit", "GreenletExit");
    }

    private void trySending(Emitter<Integer> out) {
        try {
            out.send(1);
        } catch (GreenletExit e) {
            order.add("GreenletExit");
        }
    }

    @Test
    void nullIsRefusedAndTheStreamGoesOn(TestHub hub) {
        Flux<String> flux =
                Fluxes.from(
                        hub.hub(),
                        out -> {
                            assertThatThrownBy(() -> out.send(null))
                                    .isInstanceOf(NullPointerException.class);
                            out.send("next");
                        });

        assertThat(IterateTest.all(Fluxes.iterate(flux))).containsExactly("next");
    }

    @Test
    void sendAfterTheBodyIsRefused(TestHub hub) {
        List<Emitter<String>> leaked = new ArrayList<>();
        Flux<String> flux = Fluxes.from(hub.hub(), leaked::add);
        assertThat(IterateTest.all(Fluxes.iterate(flux))).isEmpty();

        assertThatThrownBy(() -> leaked.getFirst().send("late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has returned");
    }

    @Test
    void anErrorAfterTheCancelIsDroppedAndAKillIsNot(TestHub hub) {
        var failure = new IOException("dying");
        var subscriber = new FromCallableTest.Lazy<Integer>(order);
        Fluxes.<Integer>from(
                        hub.hub(),
                        out -> {
                            try {
                                out.send(1);
                            } catch (GreenletExit e) {
                                throw failure;
                            }
                        })
                .subscribe(subscriber);
        Green.yieldNow();

        subscriber.cancel();
        Green.yieldNow();

        assertThat(dropped.takeErrors()).containsExactly(failure);
        assertThat(order).isEmpty();
    }

    @Test
    void theEndNeedsNoDemand(TestHub hub) {
        Fluxes.<Integer>from(hub.hub(), out -> {}).subscribe(new FromCallableTest.Lazy<>(order));
        Fluxes.<Integer>from(hub.hub(), out -> AwaitTest.sneak(new IOException()))
                .subscribe(new FromCallableTest.Lazy<>(order));
        Green.yieldNow();

        assertThat(order).containsExactly("complete", "error");
    }

    @Test
    void requestsFromInsideOnNextDoNotDeepenTheStack(TestHub hub) {
        int[] seen = {0};
        Fluxes.<Integer>from(hub.hub(), out -> IntStream.range(0, 200_000).forEach(out::send))
                .subscribe(
                        new BaseSubscriber<>() {
                            @Override
                            protected void hookOnSubscribe(Subscription subscription) {
                                request(1);
                            }

                            @Override
                            protected void hookOnNext(Integer value) {
                                seen[0]++;
                                request(1);
                            }
                        });
        Green.sleep(1);

        assertThat(seen[0]).isEqualTo(200_000);
    }

    @Test
    void aPlainSubscriberWorks(TestHub hub) {
        var script = new ArrayList<String>();
        counting(hub.hub(), 2)
                .subscribe(
                        new Subscriber<>() {
                            @Override
                            public void onSubscribe(Subscription s) {
                                s.request(9);
                            }

                            @Override
                            public void onNext(Integer item) {
                                script.add("item " + item);
                            }

                            @Override
                            public void onError(Throwable error) {
                                script.add("error");
                            }

                            @Override
                            public void onComplete() {
                                script.add("complete");
                            }
                        });
        Green.yieldNow();

        assertThat(script).containsExactly("item 0", "item 1", "complete");
    }

    @Test
    void theEndOfTheHubIsAnErrorForTheSubscriber() {
        Hub own = Hub.open("own");
        var flux = counting(own, 3);
        var subscriber = new FromCallableTest.Lazy<Integer>(order);
        flux.subscribe(subscriber);
        own.run(() -> true);

        own.close(Duration.ZERO);

        assertThat(order).containsExactly("GreenletExit", "error");
    }

    @Test
    void aSubscriberThatThrowsGetsNoMoreAndTheErrorIsDropped(TestHub hub) {
        var broken = new IllegalStateException("onNext");
        counting(hub.hub(), 9).subscribe(new Throwing(broken, order));
        Green.yieldNow();

        assertThat(order).containsExactly("next", "IllegalStateException");
        assertThat(dropped.takeErrors()).containsExactly(broken);
    }

    private record Throwing(RuntimeException broken, List<String> order)
            implements CoreSubscriber<Integer> {
        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Integer item) {
            order.add("next");
            throw broken;
        }

        @Override
        public void onError(Throwable error) {
            order.add("onError");
        }

        @Override
        public void onComplete() {
            order.add("onComplete");
        }
    }

    @Test
    void aRequestOfNothingIsIgnoredByNativeSubscribers(TestHub hub) {
        var subscriber = new Wrong(order);
        counting(hub.hub(), 1).subscribe(subscriber);
        subscriber.subscription.request(0);
        subscriber.subscription.request(-5);
        Green.yieldNow();
        assertThat(order).isEmpty();

        subscriber.subscription.request(1);
        Green.yieldNow();

        assertThat(order).contains("sent 0");
    }

    private static final class Wrong implements CoreSubscriber<Integer> {
        private final List<String> order;
        Subscription subscription;

        Wrong(List<String> order) {
            this.order = order;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Integer item) {}

        @Override
        public void onError(Throwable error) {
            order.add("error " + error);
        }

        @Override
        public void onComplete() {}
    }
}
