package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.subscribers.TestSubscriber;

import jevent.Green;
import jevent.sync.AsyncResult;
import jevent.sync.Channel;
import jevent.sync.Queue;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// An item that is in nobody's hands but ours when somebody cancels, and a subscription that is
/// when a source throws: nothing is lost, and nothing is left running.
@GreenTest
@ExtendWith(Undeliverable.class)
class ItemInHandTest {

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Queue<Integer> queue = Queue.unbounded();
    private final Channel<Integer> channel = new Channel<>();

    private static <T> TestSubscriber<T> subscribe(Flowable<T> flowable) {
        TestSubscriber<T> subscriber = Green.spawn(() -> flowable.test(9)).get();
        Green.yieldNow();
        return subscriber;
    }

    @Test
    void whatWasTakenAtTheMomentOfTheCancelGoesBackToTheFront() {
        var subscriber = subscribe(Flowables.from(queue));
        queue.put(1);
        queue.put(2);

        subscriber.cancel();
        Green.yieldNow();

        subscriber.assertEmpty();
        assertThat(List.of(queue.get(), queue.get())).containsExactly(1, 2);
    }

    @Test
    void whatWasHandedOverGoesToAnotherWhoWaitsAtTheChannel() {
        var first = subscribe(Flowables.from(channel));
        var second = subscribe(Flowables.from(channel));
        assertThat(channel.tryPut(1)).isTrue();

        first.cancel();
        Green.yieldNow();
        Green.yieldNow();

        first.assertEmpty();
        second.assertValuesOnly(1);
        second.cancel();
        Green.yieldNow();
    }

    @Test
    void whatWasHandedOverAndNobodyElseWantsIsReported() {
        var subscriber = subscribe(Flowables.from(channel));
        assertThat(channel.tryPut(1)).isTrue();

        subscriber.cancel();
        Green.yieldNow();

        assertThat(Undeliverable.take())
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith("1 was taken from Channel");
    }

    // ---- a subscription in hand

    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        @SuppressWarnings("unchecked") // that is the trick
        E unchecked = (E) failure;
        throw unchecked;
    }

    @Test
    void aSourceThatThrowsAfterOnSubscribeIsDisposed() {
        var broken = new IllegalStateException("subscribe");
        var open = new ArrayList<Disposable>();
        var single =
                Single.<Integer>wrap(observer -> {
                    open.add(Disposable.empty());
                    observer.onSubscribe(open.getLast());
                    ItemInHandTest.<RuntimeException>sneak(broken);
                });
        var flowable =
                Flowable.<Integer>fromPublisher(subscriber -> {
                    var cancelled = Disposable.empty();
                    open.add(cancelled);
                    subscriber.onSubscribe(
                            new Subscription() {
                                @Override
                                public void request(long n) {}

                                @Override
                                public void cancel() {
                                    cancelled.dispose();
                                }
                            });
                    ItemInHandTest.<RuntimeException>sneak(broken);
                });

        List<Throwable> failures =
                List.of(
                        failure(Singles.toAsyncResult(single)),
                        failure(Maybes.toAsyncResult(Maybe.fromSingle(single))),
                        failure(Completables.toAsyncResult(Completable.fromSingle(single))),
                        catchThrowable(() -> Singles.await(single)),
                        catchThrowable(() -> Maybes.await(Maybe.fromSingle(single))),
                        catchThrowable(() -> Completables.await(Completable.fromSingle(single))),
                        catchThrowable(() -> Flowables.iterate(flowable).iterator().next()));

        assertThat(failures).hasSize(7).containsOnly(broken);
        assertThat(open).hasSize(7).allMatch(Disposable::isDisposed);
        assertThat(Undeliverable.take()).as("RxJava tells its hook, too").containsOnly(broken);
    }

    private static Throwable failure(AsyncResult<?> result) {
        return java.util.Objects.requireNonNull(result.outcome().failure());
    }

    // ---- everything, at any moment

    @Test
    @GreenTest(realTime = true, limitSeconds = 60)
    void fiveHundredCancellationsByAnotherThreadLoseNothing(TestHub hub) throws Exception {
        run(hub, 500);
    }

    @Test
    @Tag("stress")
    @GreenTest(realTime = true, limitSeconds = 600)
    void twentyThousandCancellationsByAnotherThreadLoseNothing(TestHub hub) throws Exception {
        run(hub, 20_000);
    }

    private void run(TestHub hub, int rounds) throws InterruptedException {
        List<Integer> delivered = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            var subscriber = Green.spawn(() -> Flowables.from(queue).test(9)).get();
            int pause = random.nextInt(2_000);
            Thread canceller =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int spin = 0; spin < pause; spin++) {
                                    Thread.onSpinWait();
                                }
                                subscriber.cancel();
                            });
            queue.put(3 * round);
            Green.yieldNow();
            queue.put(3 * round + 1);
            Green.yieldNow();
            queue.put(3 * round + 2);
            while (canceller.isAlive()) {
                Green.yieldNow();
            }
            while (hub.hub().stats().greenlets() > 0) {
                Green.yieldNow();
            }
            delivered.addAll(subscriber.values());
            for (Integer kept = queue.tryGet(); kept != null; kept = queue.tryGet()) {
                delivered.add(kept);
            }
        }

        assertThat(delivered)
                .as("seed %d", seed)
                .containsExactlyElementsOf(IntStream.range(0, 3 * rounds).boxed().toList());
    }
}
