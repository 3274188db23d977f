package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subscribers.TestSubscriber;

import jevent.Green;
import jevent.GreenletExit;
import jevent.flow.Body;
import jevent.flow.Emitter;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Subscription;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What becomes of the greenlet when its subscriber goes, or misbehaves.
@GreenTest
@ExtendWith(Undeliverable.class)
class FlowablesFromCancelTest {

    private final List<Object> log = new ArrayList<>();

    private static void settle() {
        SinglesFromTest.settle();
    }

    /// Writes down what `body` sees.
    private <T> Body<T> watched(Body<T> body) {
        return out -> {
            try {
                body.run(out);
                log.add("returned");
            } catch (Throwable e) {
                log.add(e.getClass().getSimpleName());
                throw e;
            } finally {
                log.add("finally");
            }
        };
    }

    @Test
    void cancelKillsASenderThatWaits(TestHub hub) {
        TestSubscriber<Integer> subscriber =
                Flowables.from(hub.hub(), this.<Integer>watched(out -> out.send(1))).test(0);
        settle();

        subscriber.cancel();
        settle();

        assertThat(log).containsExactly("GreenletExit", "finally");
        subscriber.assertEmpty();
    }

    @Test
    void cancelKillsABodyThatWaitsForSomethingElse(TestHub hub) {
        TestSubscriber<Integer> subscriber =
                Flowables.from(
                                hub.hub(),
                                this.<Integer>watched(out -> Singles.await(Single.never())))
                        .test();
        settle();

        subscriber.cancel();
        settle();

        assertThat(log).containsExactly("GreenletExit", "finally");
        subscriber.assertEmpty();
    }

    @Test
    void takeEndsTheBodyAtItsNextSend(TestHub hub) {
        TestSubscriber<Integer> subscriber =
                Flowables.from(
                                hub.hub(),
                                this.<Integer>watched(out -> {
                                    for (int i = 0; ; i++) {
                                        out.send(i);
                                    }
                                }))
                        .take(3)
                        .test();
        settle();

        subscriber.assertResult(0, 1, 2);
        assertThat(log).containsExactly("GreenletExit", "finally");
    }

    @Test
    void cancelledBeforeItsFirstTurnTheBodyNeverRuns(TestHub hub) {
        TestSubscriber<Integer> subscriber =
                Flowables.from(hub.hub(), this.<Integer>watched(out -> out.send(1))).test();

        subscriber.cancel();
        settle();

        assertThat(log).isEmpty();
        subscriber.assertEmpty();
    }

    @Test
    void cancelledInOnSubscribeNoGreenletStarts(TestHub hub) {
        var subscriber = new TestSubscriber<Integer>();
        subscriber.cancel();
        int before = hub.hub().stats().greenlets();

        Flowables.from(hub.hub(), this.<Integer>watched(out -> out.send(1))).subscribe(subscriber);

        assertThat(hub.hub().stats().greenlets()).isEqualTo(before);
        settle();
        assertThat(log).isEmpty();
    }

    @Test
    void anErrorAfterTheCancellationGoesToTheHook(TestHub hub) {
        var error = new IOException("while dying");
        TestSubscriber<Integer> subscriber =
                Flowables.<Integer>from(
                                hub.hub(),
                                out -> {
                                    try {
                                        out.send(1);
                                    } catch (GreenletExit e) {
                                        throw error;
                                    }
                                })
                        .test(0);
        settle();
        subscriber.cancel();
        settle();

        assertThat(Undeliverable.take()).containsExactly(error);
        subscriber.assertEmpty();
    }

    @Test
    void cancellationsAreNeverReported(TestHub hub) {
        for (int i = 0; i < 1_000; i++) {
            TestSubscriber<Integer> subscriber =
                    Flowables.<Integer>from(hub.hub(), out -> out.send(1)).test(0);
            if (i % 2 == 0) {
                Green.yieldNow();
            }
            subscriber.cancel();
            subscriber.cancel();
        }
        settle();

        assertThat(hub.takeFailures()).isEmpty();
    }

    @Test
    void nothingArrivesAfterTheCancellation(TestHub hub) {
        TestSubscriber<Integer> subscriber =
                Flowables.<Integer>from(
                                hub.hub(),
                                out -> {
                                    try {
                                        out.send(1);
                                        out.send(2);
                                    } finally {
                                        assertThatThrownBy(() -> out.send(3))
                                                .isInstanceOf(GreenletExit.class);
                                        log.add("refused");
                                    }
                                })
                        .test(1);
        settle();
        subscriber.cancel();
        subscriber.request(10);
        settle();

        subscriber.assertValuesOnly(1);
        assertThat(log).containsExactly("refused");
    }

    @Test
    void cancelAfterTheEndDoesNothing(TestHub hub) {
        TestSubscriber<Integer> subscriber =
                Flowables.from(hub.hub(), this.<Integer>watched(out -> out.send(1))).test();
        settle();
        subscriber.cancel();
        settle();

        subscriber.assertResult(1);
        assertThat(log).containsExactly("returned", "finally");
    }

    @Test
    void aGreenletThatIsKilledFromOutsideIsAnErrorForItsSubscriber(TestHub hub) {
        List<jevent.Greenlet<?>> greenlet = new ArrayList<>();
        TestSubscriber<Integer> subscriber =
                Flowables.<Integer>from(
                                hub.hub(),
                                out -> {
                                    greenlet.add(Green.current());
                                    out.send(1);
                                })
                        .test(0);
        settle();

        greenlet.getFirst().kill();

        subscriber.assertFailure(GreenletExit.class);
    }

    @Test
    void aSubscriberThatThrowsGetsNoMore(TestHub hub) {
        var error = new IllegalStateException("in onNext");
        Flowables.from(
                        hub.hub(),
                        this.<Integer>watched(out -> {
                            try {
                                out.send(1);
                            } catch (IllegalStateException e) {
                                out.send(2);
                            }
                        }))
                .subscribe(new Throwing(error));
        settle();

        assertThat(log).containsExactly("subscribed", 1, "GreenletExit", "finally");
        assertThat(Undeliverable.take()).containsExactly(error);
    }

    /// Breaks rule 2.13.
    private final class Throwing implements FlowableSubscriber<Integer> {

        private final RuntimeException error;

        Throwing(RuntimeException error) {
            this.error = error;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            log.add("subscribed");
            subscription.request(10);
        }

        @Override
        public void onNext(Integer item) {
            log.add(item);
            throw error;
        }

        @Override
        public void onError(Throwable e) {
            log.add(e);
        }

        @Override
        public void onComplete() {
            log.add("complete");
        }
    }

    @Test
    void whatASubscriberThrowsIsReportedIfNobodyCatchesIt(TestHub hub) {
        var error = new IllegalStateException("in onNext");
        Flowables.<Integer>from(hub.hub(), out -> out.send(1)).subscribe(new Throwing(error));
        settle();

        assertThat(Undeliverable.take()).containsExactly(error);
        assertThat(log).containsExactly("subscribed", 1);
    }

    @Test
    void aSenderFromOutsideIsToldOfTheCancellation(TestHub hub) {
        List<Emitter<Integer>> leaked = new ArrayList<>();
        TestSubscriber<Integer> subscriber =
                Flowables.<Integer>from(
                                hub.hub(),
                                out -> {
                                    leaked.add(out);
                                    Singles.await(Single.never());
                                })
                        .test(0);
        settle();
        var guest = Green.spawn(() -> leaked.getFirst().send(1));
        guest.rawLink(() -> {});
        settle();
        assertThat(guest.isReady()).isFalse();

        subscriber.cancel();
        settle();

        assertThat(guest.failure()).isInstanceOf(GreenletExit.class);
        subscriber.assertEmpty();
    }

    @Test
    void whoSubscribesInsideTheBodyDiesWithIt(TestHub hub) {
        Flowable<Integer> inner = Flowables.from(hub.hub(), this.<Integer>watched(o -> o.send(1)));
        TestSubscriber<Integer> subscriber =
                Flowables.<Integer>from(
                                hub.hub(),
                                out -> {
                                    for (int item : Flowables.iterate(inner)) {
                                        out.send(item);
                                    }
                                })
                        .test(0);
        settle();
        subscriber.cancel();
        settle();

        assertThat(log).contains("finally");
        assertThat(hub.hub().stats().greenlets()).isZero();
    }
}
