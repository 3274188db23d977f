package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.GreenletExit;
import jevent.sync.Channel;
import jevent.sync.Queue;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Queues, channels, greenlets and streams at both ends of a `Flux`.
@GreenTest
class FeedTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    // ---- out of a queue

    @Test
    void aQueueIsSentAsItIsPut() {
        var queue = Queue.<Integer>unbounded();

        StepVerifier.create(Fluxes.from(queue))
                .then(() -> queue.put(1))
                .expectNext(1)
                .then(() -> queue.put(2))
                .expectNext(2)
                .thenCancel()
                .verify();
    }

    @Test
    void nothingIsTakenBeforeItIsWantedAndCancelLosesNone() {
        var queue = Queue.<Integer>unbounded();
        List<String> seen = new ArrayList<>();
        var subscriber = new FromCallableTest.Lazy<Integer>(seen);
        for (int i = 0; i < 3; i++) {
            queue.put(i);
        }
        Green.spawn(() -> Fluxes.from(queue).subscribe(subscriber)).join();
        subscriber.request(1);
        Green.yieldNow();

        subscriber.cancel();
        Green.yieldNow();

        assertThat(seen).containsExactly("0");
        assertThat(queue.size()).isEqualTo(2);
    }

    @Test
    void twoSubscribersShareAQueue() {
        var queue = Queue.<Integer>unbounded();
        Flux<Integer> flux = Fluxes.from(queue);
        var one = Green.spawn(() -> IterateTest.all(Fluxes.iterate(flux.take(3))));
        var other = Green.spawn(() -> IterateTest.all(Fluxes.iterate(flux.take(3))));
        Green.yieldNow();

        for (int i = 0; i < 6; i++) {
            queue.put(i);
        }

        List<Integer> both = new ArrayList<>(one.get());
        both.addAll(other.get());
        assertThat(both).containsExactlyInAnyOrderElementsOf(IterateTest.upTo(6));
    }

    @Test
    void aChannelIsPutWhenItIsWanted() {
        var channel = new Channel<Integer>();
        List<String> seen = new ArrayList<>();
        var subscriber = new FromCallableTest.Lazy<Integer>(seen);
        Green.spawn(() -> Fluxes.from(channel).subscribe(subscriber)).join();
        Green.yieldNow();
        assertThat(channel.tryPut(1)).isFalse();

        subscriber.request(1);
        Green.yieldNow();
        assertThat(channel.tryPut(2)).isTrue();
        Green.yieldNow();

        assertThat(seen).containsExactly("2");
        subscriber.cancel();
        Green.yieldNow();
    }

    // ---- out of a greenlet

    @Test
    void aGreenletIsTheSourceOfAMono() {
        var failure = new IOException("greenlet");
        var value = Green.spawn(() -> "value");
        var empty = Green.spawn(() -> {});

        assertThat(Monos.<String>await(Monos.from(value))).isEqualTo("value");
        assertThat(Monos.<String>await(Monos.from(value))).isEqualTo("value");
        assertThat(Monos.<Object>await(Monos.from(empty))).isNull();
        var failing =
                Green.spawn(() -> {
                    Green.yieldNow();
                    return AwaitTest.sneak(failure);
                });
        var awaiting = Green.spawn(() -> Monos.<Integer>await(Monos.from(failing).hide()));
        assertThatThrownBy(awaiting::get).isSameAs(failure);
    }

    @Test
    void cancelLeavesTheGreenletUnlessItIsOwned() {
        var shared = Green.spawn(() -> Green.sleep(Duration.ofHours(1)));
        var owned = Green.spawn(() -> Green.sleep(Duration.ofHours(1)));
        var one = Monos.from(shared).subscribe();
        var other = Monos.owning(owned).subscribe();
        Green.yieldNow();

        one.dispose();
        other.dispose();
        Green.yieldNow();

        assertThat(shared.isReady()).isFalse();
        assertThat(owned.failure()).isInstanceOf(GreenletExit.class);
        shared.kill();
    }

    // ---- into a queue

    @Test
    void aPassGoesIntoAQueueAtItsPace(TestHub hub) {
        List<Long> requests = new ArrayList<>();
        var queue = Queue.<Integer>bounded(2);
        var flux = Flux.range(0, 10).hide().doOnRequest(requests::add);
        var filling = Green.spawn(() -> Fluxes.iterate(flux, 1).into(queue));
        Green.yieldNow();
        assertThat(requests).hasSize(3);

        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            taken.add(queue.get());
        }

        assertThat(taken).isEqualTo(IterateTest.upTo(10));
        filling.join();
    }

    @Test
    void aPassGoesIntoAChannelAndAKillClosesIt() {
        var probe = PublisherProbe.of(Flux.range(0, 10).hide());
        var channel = new Channel<Integer>();
        var filling = Green.spawn(() -> Fluxes.<Integer>iterate(probe.flux(), 1).into(channel));
        assertThat(channel.get()).isZero();
        assertThat(channel.get()).isEqualTo(1);
        Green.yieldNow();

        filling.kill();

        probe.assertWasCancelled();
    }

    // ---- as a stream

    @Test
    void aPassIsAStreamThatClosesIt() {
        var probe = PublisherProbe.of(Flux.<Integer>generate(sink -> sink.next(1)).hide());

        try (Stream<Integer> ones = Fluxes.<Integer>iterate(probe.flux()).stream()) {
            assertThat(ones.limit(1000).mapToInt(n -> n).sum()).isEqualTo(1000);
        }

        probe.assertWasCancelled();
    }

    @Test
    void aStreamSubscribesWhenItIsUsed() {
        var probe = PublisherProbe.of(Mono.just(1).flux());

        Stream<Integer> stream = Fluxes.<Integer>iterate(probe.flux()).stream();
        probe.assertWasNotSubscribed();

        assertThat(stream).containsExactly(1);
    }

    // ---- trySend

    @Test
    void trySendGivesWhatIsWantedNow(TestHub hub) {
        List<String> seen = new ArrayList<>();
        List<Boolean> sent = new ArrayList<>();
        var subscriber = new FromCallableTest.Lazy<Integer>(seen);
        Fluxes.<Integer>from(
                        hub.hub(),
                        out -> {
                            sent.add(out.trySend(1));
                            Green.sleep(10);
                            sent.add(out.trySend(2));
                            sent.add(out.trySend(3));
                            Green.spawn(() -> sent.add(out.trySend(4))).join();
                        })
                .subscribe(subscriber);
        Green.yieldNow();
        subscriber.request(1);

        Green.sleep(20);

        assertThat(sent).containsExactly(false, true, false, false);
        assertThat(seen).containsExactly("2", "complete");
    }

    @Test
    void trySendIsForTheHubsOwnGreenlets(TestHub hub) {
        List<Throwable> refusals = new ArrayList<>();
        Flux<Integer> flux =
                Fluxes.from(
                        hub.hub(),
                        out -> {
                            Thread other =
                                    Thread.ofPlatform()
                                            .start(() -> {
                                                try {
                                                    out.trySend(1);
                                                } catch (IllegalStateException e) {
                                                    refusals.add(e);
                                                }
                                            });
                            other.join();
                        });

        assertThat(IterateTest.all(Fluxes.iterate(flux))).isEmpty();
        assertThat(refusals).singleElement().asString().contains("for greenlets of hub");
    }

    @Test
    void trySendAfterTheCancelIsRefused(TestHub hub) {
        List<String> order = new ArrayList<>();
        var subscriber = new FromCallableTest.Lazy<Integer>(order);
        Fluxes.<Integer>from(
                        hub.hub(),
                        out -> {
                            try {
                                Green.sleep(Duration.ofHours(1));
                            } finally {
                                try {
                                    out.trySend(1);
                                } catch (GreenletExit e) {
                                    order.add("refused");
                                }
                            }
                        })
                .subscribe(subscriber);
        Green.yieldNow();

        subscriber.cancel();
        Green.yieldNow();
        Green.yieldNow();

        assertThat(order).containsExactly("refused");
    }

    @Test
    void trySendDoesNotWaitForWhoIsSending(TestHub hub) {
        List<Object> seen = new ArrayList<>();
        Flux<Integer> flux =
                Fluxes.<Integer>from(
                                hub.hub(),
                                out -> {
                                    var sending = Green.spawn(() -> out.send(1));
                                    Green.yieldNow();
                                    seen.add(out.trySend(2));
                                    sending.join();
                                    seen.add(out.trySend(3));
                                })
                        .hide()
                        .doOnNext(item -> Green.sleep(1));

        flux.subscribe(seen::add);
        Green.sleep(5);

        assertThat(seen).containsExactly(false, 1, 3, true);
    }

    @Test
    void trySendOfNullIsRefusedAndTheStreamGoesOn(TestHub hub) {
        Flux<String> flux =
                Fluxes.from(
                        hub.hub(),
                        out -> {
                            assertThatThrownBy(() -> out.trySend(null))
                                    .isInstanceOf(NullPointerException.class);
                            out.send("next");
                        });

        assertThat(IterateTest.all(Fluxes.iterate(flux))).containsExactly("next");
    }

    // ---- several into one

    @Test
    void ofTwoPassesIntoOneQueueNothingIsLostAndEachStaysInOrder() {
        for (int prefetch : new int[] {1, 10}) {
            var queue = Queue.<Integer>bounded(1);
            var even = Flux.range(0, 1_000).map(n -> 2 * n);
            var odd = even.map(n -> n + 1).hide();
            var one = Green.spawn(() -> Fluxes.iterate(even, prefetch).into(queue));
            var other = Green.spawn(() -> Fluxes.iterate(odd, prefetch).into(queue));

            List<Integer> taken = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                taken.add(queue.get());
            }

            assertThat(taken).containsExactlyInAnyOrderElementsOf(IterateTest.upTo(2_000));
            assertThat(taken.stream().filter(n -> n % 2 == 0)).isSorted();
            assertThat(taken.stream().filter(n -> n % 2 == 1)).isSorted();
            Green.joinAll(List.of(one, other));
        }
    }

    @Test
    void thePassThatIsGivenUpIsCancelledOnceAndTheOtherGoesOn() {
        var channel = new Channel<Integer>();
        var one = Script.<Integer>quiet();
        one.onRequest(n -> one.to().onNext(7));
        var given = Green.spawn(() -> Fluxes.<Integer>iterate(one.flux(), 1).into(channel));
        var other = Green.spawn(() -> Fluxes.iterate(Flux.just(1, 2).hide(), 1).into(channel));
        Green.yieldNow();

        given.kill();

        assertThat(List.of(channel.get(), channel.get())).containsExactly(1, 2);
        assertThat(one.log).containsExactly("request 1", "cancel");
        other.join();
    }
}
