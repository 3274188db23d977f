package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.GreenletExit;
import jevent.flow.Body;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/// A subscriber that throws from its `onNext`, cancelled or not: it is reported once, and the body
/// ends as if nobody had killed it.
@GreenTest
class BrokenSubscriberTest {

    private static final Duration LONG = Duration.ofHours(1);

    @RegisterExtension final Dropped dropped = new Dropped();

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final IllegalStateException broken = new IllegalStateException("onNext");
    private final List<Object> log = new CopyOnWriteArrayList<>();

    /// What it does before it throws.
    enum Besides {
        NOTHING {
            @Override
            void act(Subscription subscription) {}
        },
        CANCEL {
            @Override
            void act(Subscription subscription) {
                subscription.cancel();
            }
        },
        CANCEL_BY_ANOTHER_THREAD {
            @Override
            void act(Subscription subscription) {
                Thread canceller = Thread.ofPlatform().start(subscription::cancel);
                while (canceller.isAlive()) {
                    Thread.onSpinWait(); // no wait in which the kill could be delivered
                }
            }
        },
        CANCEL_LATER {
            @Override
            void act(Subscription subscription) {
                Green.spawn(subscription::cancel);
            }
        };

        abstract void act(Subscription subscription);
    }

    private final class Broken implements CoreSubscriber<Integer> {

        private final Besides besides;
        Subscription subscription;

        Broken(Besides besides) {
            this.besides = besides;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            given.request(9);
        }

        @Override
        public void onNext(Integer item) {
            besides.act(subscription);
            throw broken;
        }

        @Override
        public void onError(Throwable error) {
            log.add(error);
        }

        @Override
        public void onComplete() {
            log.add("complete");
        }
    }

    private Broken subscribe(TestHub hub, Besides besides, Body<Integer> body) {
        var subscriber = new Broken(besides);
        Fluxes.from(hub.hub(), body).subscribe(subscriber);
        return subscriber;
    }

    @ParameterizedTest
    @EnumSource
    void theCleanUpOfTheBodyIsNotKilled(Besides besides, TestHub hub) {
        subscribe(
                hub,
                besides,
                out -> {
                    try {
                        out.send(1);
                    } finally {
                        Green.sleep(1);
                        log.add("cleaned up");
                    }
                });
        Green.sleep(10);

        assertThat(log).containsExactly("cleaned up");
        assertThat(dropped.takeErrors()).containsExactly(broken);
    }

    @Test
    @GreenTest(realTime = true, limitSeconds = 60)
    void norIsItWhenAnotherThreadCancelsAtAnyMoment(TestHub hub) throws InterruptedException {
        int rounds = 200;
        for (int i = 0; i < rounds; i++) {
            var subscriber = new Broken(Besides.NOTHING);
            Fluxes.<Integer>from(
                            hub.hub(),
                            out -> {
                                try {
                                    out.send(1);
                                } catch (IllegalStateException | GreenletExit e) {
                                    Green.yieldNow();
                                    Green.yieldNow();
                                    log.add("cleaned up");
                                }
                            })
                    .subscribe(subscriber);
            int pause = random.nextInt(300);
            Thread canceller =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int spin = 0; spin < pause; spin++) {
                                    Thread.onSpinWait();
                                }
                                subscriber.subscription.cancel();
                            });
            if (random.nextBoolean()) {
                Green.yieldNow();
            }
            canceller.join();
            while (hub.hub().stats().greenlets() > 0) {
                Green.yieldNow();
            }
        }

        // those that were cancelled before their first turn, or killed at their send, count as well
        int reported = dropped.takeErrors().size();
        assertThat(log).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(reported);
        assertThat(log).containsOnly("cleaned up");
    }

    @Test
    void aBodyThatCatchesWhatItThrewDoesNotHideIt(TestHub hub) {
        subscribe(
                hub,
                Besides.NOTHING,
                out -> {
                    try {
                        out.send(1);
                    } catch (IllegalStateException e) {
                        log.add("caught");
                    }
                    assertThatThrownBy(() -> out.send(2)).isInstanceOf(GreenletExit.class);
                });
        Green.yieldNow();

        assertThat(log).containsExactly("caught");
        assertThat(dropped.takeErrors()).containsExactly(broken);
    }

    @Test
    void whatAGuestIsThrownEndsTheBodyAndIsReportedOnce(TestHub hub) {
        subscribe(
                hub,
                Besides.NOTHING,
                out -> {
                    var guest = Green.spawn(() -> out.send(1));
                    try {
                        guest.join();
                        Green.sleep(LONG);
                    } finally {
                        log.add(guest.failure());
                    }
                });
        Green.sleep(10);

        assertThat(log).containsExactly(broken);
        assertThat(dropped.takeErrors()).containsExactly(broken);
        assertThat(hub.takeFailures()).containsExactly(broken);
    }

    @Test
    void aBodyThatNeverWaitsLetsOthersHaveTheirTurns(TestHub hub) {
        long[] sent = {0};
        var endless =
                Fluxes.<Integer>from(
                                hub.hub(),
                                out -> {
                                    while (true) {
                                        out.send(1);
                                    }
                                })
                        .subscribe(item -> sent[0]++);

        Green.yieldNow();
        long first = sent[0];
        Green.yieldNow();
        endless.dispose();
        Green.yieldNow();

        assertThat(first).isBetween(1L, 1024L);
        assertThat(sent[0]).isBetween(first + 1, 2048L);
    }
}
