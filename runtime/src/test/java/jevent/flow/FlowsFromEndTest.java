package jevent.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.HubClosed;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/// How a body that works for a JDK subscriber begins and ends, whoever ends it.
@GreenTest
class FlowsFromEndTest {

    private final List<Object> log = new CopyOnWriteArrayList<>();

    /// Writes down what it hears, and then does what a test wants.
    private class Listening implements Flow.Subscriber<Integer> {

        private Flow.@Nullable Subscription subscription;

        Flow.Subscription subscription() {
            return Objects.requireNonNull(subscription);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            log.add("subscribed");
        }

        @Override
        public void onNext(Integer item) {
            log.add(item);
        }

        @Override
        public void onError(Throwable error) {
            log.add(error);
        }

        @Override
        public void onComplete() {
            log.add("end");
        }
    }

    private final Listening listening = new Listening();

    private Body<Integer> counting(int n) {
        return out -> {
            log.add("began");
            try {
                for (int i = 0; i < n; i++) {
                    out.send(i);
                }
            } finally {
                log.add("finally");
            }
        };
    }

    // ---- the beginning

    @Test
    void theSubscriptionComesBeforeTheBodyAndBeforeSubscribeReturns(TestHub hub) {
        Flows.from(hub.hub(), counting(0)).subscribe(listening);
        log.add("subscribe returned");
        Green.yieldNow();

        assertThat(log)
                .containsExactly("subscribed", "subscribe returned", "began", "finally", "end");
    }

    @Test
    void cancelledInOnSubscribeNoGreenletStarts(TestHub hub) {
        int before = hub.hub().stats().greenlets();
        Flows.from(hub.hub(), counting(1))
                .subscribe(
                        new Listening() {
                            @Override
                            public void onSubscribe(Flow.Subscription given) {
                                given.cancel();
                            }
                        });

        assertThat(hub.hub().stats().greenlets()).isEqualTo(before);
        Green.yieldNow();
        assertThat(log).isEmpty();
    }

    @Test
    void cancelledBeforeItsFirstTurnTheBodyNeverRuns(TestHub hub) {
        Flows.from(hub.hub(), counting(1)).subscribe(listening);

        listening.subscription().cancel();
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed");
    }

    @Test
    void whatOnSubscribeThrowsIsThrownAndNoGreenletStarts(TestHub hub) {
        var broken = new IllegalStateException("onSubscribe");
        var refusing =
                new Listening() {
                    @Override
                    public void onSubscribe(Flow.Subscription given) {
                        throw broken;
                    }
                };

        assertThatThrownBy(() -> Flows.from(hub.hub(), counting(1)).subscribe(refusing))
                .isSameAs(broken);

        Green.yieldNow();
        assertThat(log).isEmpty();
    }

    @Test
    void nobodyIsRefused(TestHub hub) {
        assertThatThrownBy(() -> Flows.from(hub.hub(), counting(1)).subscribe(null))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void requestAndCancelRunNothingThemselves(TestHub hub) {
        Flows.from(hub.hub(), counting(9)).subscribe(listening);
        Green.yieldNow();

        listening.subscription().request(1);
        assertThat(log).containsExactly("subscribed", "began");
        Green.yieldNow();
        listening.subscription().cancel();
        assertThat(log).containsExactly("subscribed", "began", 0);
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed", "began", 0, "finally");
    }

    @Test
    void itsSignalsComeFromAGreenletOfTheHub(TestHub hub) {
        Flows.from(hub.hub(), counting(1))
                .subscribe(
                        new Listening() {
                            @Override
                            public void onNext(Integer item) {
                                log.add(Green.current().hub());
                            }

                            @Override
                            public void onComplete() {
                                log.add(Green.current().hub());
                            }

                            @Override
                            public void onSubscribe(Flow.Subscription given) {
                                given.request(1);
                            }
                        });
        Green.yieldNow();

        assertThat(log).containsExactly("began", hub.hub(), "finally", hub.hub());
    }

    @Test
    void itOutlivesTheGreenletThatSubscribed() {
        var subscribing = Green.spawn(() -> Flows.from(counting(2)).subscribe(listening));
        subscribing.join();
        listening.subscription().request(2);
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed", "began", 0, 1, "finally", "end");
    }

    // ---- the end

    @Test
    void theEndNeedsNoDemandAndThenNothingIsHeard(TestHub hub) {
        Flows.<Integer>from(hub.hub(), out -> {}).subscribe(listening);
        Green.yieldNow();

        listening.subscription().request(1);
        listening.subscription().request(-1);
        listening.subscription().cancel();
        listening.subscription().cancel();
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed", "end");
    }

    @Test
    @SuppressWarnings("NullAway") // null, where the checks of the build do not let it through
    void nullIsRefusedAndTheStreamGoesOn(TestHub hub) {
        Flow.Publisher<String> publisher =
                Flows.from(
                        hub.hub(),
                        out -> {
                            assertThatThrownBy(() -> out.send(null))
                                    .isInstanceOf(NullPointerException.class);
                            assertThatThrownBy(() -> out.trySend(null))
                                    .isInstanceOf(NullPointerException.class);
                            out.send("next");
                        });

        assertThat(Flows.<String>single(publisher)).isEqualTo("next");
    }

    @Test
    void anErrorOfTheMachineIsAnErrorLikeAnyOther(TestHub hub) {
        for (Error error : List.of(new LinkageError("body"), new StackOverflowError("body"))) {
            log.clear();
            Flows.<Integer>from(
                            hub.hub(),
                            out -> {
                                throw error;
                            })
                    .subscribe(listening);
            Green.yieldNow();

            assertThat(log).containsExactly("subscribed", error);
        }
    }

    @Test
    void aThousandCancellationsAreNeverReported(TestHub hub) {
        for (int i = 0; i < 1_000; i++) {
            Flows.from(hub.hub(), counting(1)).subscribe(listening);
            if (i % 2 == 0) {
                Green.yieldNow();
            }
            listening.subscription().cancel();
            listening.subscription().cancel();
        }
        Green.yieldNow();

        assertThat(hub.takeFailures()).isEmpty();
        assertThat(hub.hub().stats().greenlets()).isZero();
        assertThat(log).doesNotContain("end").doesNotHaveAnyElementsOfTypes(Throwable.class);
    }

    @Test
    void whoCancelsItselfAndThrowsIsReported(TestHub hub) {
        var error = new IOException("after the cancellation");
        Flows.<Integer>from(
                        hub.hub(),
                        out -> {
                            listening.subscription().cancel();
                            throw error;
                        })
                .subscribe(listening);
        Green.yieldNow();
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed");
        assertThat(hub.takeFailures()).containsExactly(error);
    }

    @Test
    void aClosedHubIsAnErrorOfItsSubscriberAndNotOfSubscribe() {
        Hub closed = Hub.open("closed");
        closed.close();

        Flows.from(closed, counting(1)).subscribe(listening);

        assertThat(log).hasSize(2).startsWith("subscribed");
        assertThat(log.getLast()).isInstanceOf(HubClosed.class);
    }

    @Test
    void theEndOfTheHubIsAnErrorAndItsSubscriptionStaysHarmless() {
        Hub own = Hub.open("own");
        Flows.from(own, counting(1)).subscribe(listening);
        own.run(() -> {
            Green.yieldNow();
            return true;
        });

        own.close(Duration.ZERO);
        listening.subscription().request(1);
        listening.subscription().request(-1);
        listening.subscription().cancel();

        assertThat(log).hasSize(4).startsWith("subscribed", "began", "finally");
        assertThat(log.getLast()).isInstanceOf(GreenletExit.class);
    }

    // ---- subscribers that throw

    private final class Throwing extends Listening {

        private final RuntimeException broken;
        private final String where;

        Throwing(RuntimeException broken, String where) {
            this.broken = broken;
            this.where = where;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            super.onSubscribe(given);
            given.request(9);
        }

        private void fail(String here) {
            if (where.equals(here)) {
                throw broken;
            }
        }

        @Override
        public void onNext(Integer item) {
            super.onNext(item);
            fail("onNext");
        }

        @Override
        public void onError(Throwable error) {
            super.onError(error);
            fail("onError");
        }

        @Override
        public void onComplete() {
            super.onComplete();
            fail("onComplete");
        }
    }

    @Test
    void oneThatThrowsGetsNoMoreAndItsErrorIsReported(TestHub hub) {
        var broken = new IllegalStateException("onNext");
        Flows.from(hub.hub(), counting(9)).subscribe(new Throwing(broken, "onNext"));
        Green.yieldNow();
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed", "began", 0, "finally");
        assertThat(hub.takeFailures()).containsExactly(broken);
    }

    @Test
    void whoSendsToItAgainIsTurnedAway(TestHub hub) {
        var broken = new IllegalStateException("onNext");
        Flows.<Integer>from(
                        hub.hub(),
                        out -> {
                            assertThatThrownBy(() -> out.send(1)).isSameAs(broken);
                            assertThatThrownBy(() -> out.send(2)).isInstanceOf(GreenletExit.class);
                            log.add("turned away");
                        })
                .subscribe(new Throwing(broken, "onNext"));
        Green.yieldNow();
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed", 1, "turned away");
        assertThat(hub.takeFailures()).containsExactly(broken);
    }

    @Test
    void whatOnCompleteThrowsIsReported(TestHub hub) {
        var broken = new IllegalStateException("onComplete");
        Flows.<Integer>from(hub.hub(), out -> {}).subscribe(new Throwing(broken, "onComplete"));
        Green.yieldNow();
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed", "end");
        assertThat(hub.takeFailures()).containsExactly(broken);
    }

    @Test
    void whatOnErrorThrowsIsReportedAndSoIsWhatItWasTold(TestHub hub) {
        var broken = new IllegalStateException("onError");
        var error = new IOException("body");
        Flows.<Integer>from(
                        hub.hub(),
                        out -> {
                            throw error;
                        })
                .subscribe(new Throwing(broken, "onError"));
        Green.yieldNow();
        Green.yieldNow();

        assertThat(log).containsExactly("subscribed", error);
        assertThat(hub.takeFailures()).containsExactly(error, broken);
        assertThat(error).hasNoSuppressedExceptions();
    }
}
