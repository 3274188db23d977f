package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.flow.Emitter;
import jevent.sync.AsyncResult;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Flux;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/// An emitter that others than the body use.
@GreenTest
class EmitterTest {

    private static final int SENDERS = 100;

    @RegisterExtension final Dropped dropped = new Dropped();

    private final List<String> order = new CopyOnWriteArrayList<>();

    @Test
    void aThousandGreenletsSendAtOnceAndNoSignalsOverlap(TestHub hub) {
        boolean[] inside = {false};
        Flux<Integer> flux =
                Fluxes.<Integer>from(
                                hub.hub(),
                                out ->
                                        Green.joinAll(
                                                IntStream.range(0, 1000)
                                                        .mapToObj(
                                                                i -> Green.spawn(() -> out.send(i)))
                                                        .toList()))
                        .hide()
                        .doOnNext(item -> {
                            assertThat(inside[0]).isFalse();
                            inside[0] = true;
                            Green.yieldNow();
                            inside[0] = false;
                        });

        assertThat(IterateTest.all(Fluxes.iterate(flux, 3))).isEqualTo(IterateTest.upTo(1000));
    }

    private static void sendFrom(Emitter<Integer> out, int first) {
        for (int item = first; item < first + SENDERS; item++) {
            out.send(item);
        }
    }

    @Test
    void eachOfSeveralSendsManyInTurnWithTheOthers(TestHub hub) {
        Flux<Integer> flux =
                Fluxes.<Integer>from(
                                hub.hub(),
                                out -> {
                                    var guest = Green.spawn(() -> sendFrom(out, SENDERS));
                                    sendFrom(out, 0);
                                    guest.get();
                                })
                        .hide()
                        .doOnNext(item -> Green.yieldNow());

        assertThat(IterateTest.all(Fluxes.iterate(flux, 3)))
                .containsExactlyInAnyOrderElementsOf(IterateTest.upTo(2 * SENDERS));
    }

    @Test
    void theBodyItselfMayAskForWhatItsGuestSends(TestHub hub) {
        var subscriber = new FromCallableTest.Lazy<Integer>(order);
        Fluxes.<Integer>from(
                        hub.hub(),
                        out -> {
                            var guest = Green.spawn(() -> out.send(7));
                            Green.yieldNow();
                            subscriber.request(1);
                            guest.get();
                        })
                .subscribe(subscriber);

        Green.sleep(1);

        assertThat(order).containsExactly("7", "complete");
    }

    @Test
    void trySendDoesNotWaitForWhoeverIsSending(TestHub hub) {
        Flux<Integer> flux =
                Fluxes.<Integer>from(
                                hub.hub(),
                                out -> {
                                    var guest = Green.spawn(() -> out.send(1));
                                    Green.yieldNow();
                                    order.add("sent " + out.trySend(2));
                                    guest.get();
                                    order.add("sent " + out.trySend(3));
                                })
                        .hide()
                        .doOnNext(item -> Green.sleep(1));

        assertThat(IterateTest.all(Fluxes.iterate(flux))).containsExactly(1, 3);
        assertThat(order).containsExactly("sent false", "sent true");
    }

    @Test
    void foreignThreadsSendAtOnce(TestHub hub) {
        Flux<Integer> flux =
                Fluxes.from(
                        hub.hub(),
                        out -> {
                            var left = new CountDownLatch(4);
                            var done = AsyncResult.<Boolean>promise();
                            for (int t = 0; t < 4; t++) {
                                int first = t * SENDERS;
                                Thread.ofPlatform()
                                        .start(() -> {
                                            IntStream.range(first, first + SENDERS)
                                                    .forEach(out::send);
                                            left.countDown();
                                            if (left.getCount() == 0) {
                                                boolean _ = done.trySet(true);
                                            }
                                        });
                            }
                            done.get();
                        });

        assertThat(IterateTest.all(Fluxes.iterate(flux, 5)))
                .containsExactlyInAnyOrderElementsOf(IterateTest.upTo(4 * SENDERS));
    }

    @Test
    void aGreenletOfAnotherHubSends(TestHub hub) {
        try (Hub other = Hub.open("other")) {
            Flux<Integer> flux =
                    Fluxes.from(hub.hub(), out -> other.spawn(() -> out.send(7)).join());

            assertThat(IterateTest.all(Fluxes.iterate(flux))).containsExactly(7);
        }
    }

    @Test
    void aKilledGuestWithdrawsItsElement(TestHub hub) {
        var subscriber = new FromCallableTest.Lazy<Integer>(order);
        List<Greenlet<?>> guests = new ArrayList<>();
        Fluxes.<Integer>from(
                        hub.hub(),
                        out -> {
                            guests.add(Green.spawn(() -> out.send(1)));
                            guests.add(Green.spawn(() -> out.send(2)));
                            Green.joinAll(guests);
                        })
                .subscribe(subscriber);
        Green.yieldNow();
        Green.yieldNow();

        guests.getFirst().kill();
        subscriber.request(1);
        Green.yieldNow();
        Green.yieldNow();

        assertThat(order).containsExactly("2", "complete");
    }

    @Test
    void aKilledSenderOfAnotherHubWithdrawsItsElement(TestHub hub) {
        var subscriber = new FromCallableTest.Lazy<Integer>(order);
        try (Hub other = Hub.open("other")) {
            List<Greenlet<?>> guests = new ArrayList<>();
            Fluxes.<Integer>from(
                            hub.hub(),
                            out -> {
                                guests.add(other.spawn(() -> out.send(1)));
                                Green.joinAll(guests);
                            })
                    .subscribe(subscriber);
            Green.yieldNow();
            while (hub.hub().stats().greenlets() < 2) {
                Green.yieldNow();
            }
            Green.yieldNow();

            guests.getFirst().kill();
            Green.yieldNow();
            Green.yieldNow();
            subscriber.request(1);
            Green.yieldNow();
        }

        assertThat(order).containsExactly("complete");
    }

    @Test
    void cancelEndsTheSendsOfGuestsToo(TestHub hub) {
        var subscriber = new FromCallableTest.Lazy<Integer>(order);
        List<Greenlet<?>> guests = new ArrayList<>();
        Fluxes.<Integer>from(
                        hub.hub(),
                        out -> {
                            for (int i = 0; i < 3; i++) {
                                guests.add(Green.spawn(() -> out.send(1)));
                            }
                            Green.joinAll(guests);
                        })
                .subscribe(subscriber);
        Green.yieldNow();
        Green.yieldNow();

        subscriber.cancel();
        Green.joinAll(guests);

        assertThat(guests)
                .allSatisfy(g -> assertThat(g.failure()).isInstanceOf(GreenletExit.class));
        assertThat(order).isEmpty();
    }

    @Test
    void theStreamEndsAfterTheGuestThatIsSending(TestHub hub) {
        Flux<String> flux =
                Fluxes.<String>from(
                                hub.hub(),
                                out -> {
                                    Green.spawn(() -> out.send("guest"));
                                    Green.yieldNow();
                                })
                        .doOnNext(item -> Green.yieldNow())
                        .doOnComplete(() -> order.add("complete"));

        for (String item : Fluxes.iterate(flux, 1)) {
            order.add(item);
        }

        assertThat(order).containsExactly("guest", "complete");
    }

    @Test
    void sendFromInsideOnNextIsRefused(TestHub hub) {
        List<Throwable> refusals = new ArrayList<>();
        List<Emitter<Integer>> emitters = new ArrayList<>();
        Flux<Integer> flux =
                Fluxes.<Integer>from(
                                hub.hub(),
                                out -> {
                                    emitters.add(out);
                                    out.send(1);
                                })
                        .doOnNext(item -> {
                            try {
                                emitters.getFirst().send(2);
                            } catch (IllegalStateException e) {
                                refusals.add(e);
                            }
                        });

        assertThat(IterateTest.all(Fluxes.iterate(flux))).containsExactly(1);
        assertThat(refusals).singleElement().asString().contains("inside the subscriber's onNext");
    }

    @Test
    void aBodyThatFailsWaitsForItsGuestThenFails(TestHub hub) {
        Flux<Integer> flux =
                Fluxes.<Integer>from(
                                hub.hub(),
                                out -> {
                                    Green.spawn(() -> out.send(1));
                                    Green.yieldNow();
                                    throw new IllegalStateException("body");
                                })
                        .doOnNext(item -> Green.yieldNow());
        List<Integer> seen = new ArrayList<>();

        assertThatThrownBy(() -> Fluxes.iterate(flux).forEach(seen::add)).hasMessage("body");

        assertThat(seen).containsExactly(1);
    }
}
