package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subscribers.TestSubscriber;

import jevent.Green;
import jevent.sync.Channel;
import jevent.sync.Queue;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Queues and channels at both ends of a `Flowable`, and in front of an `Observable`.
@GreenTest
@ExtendWith(Undeliverable.class)
class FeedTest {

    private final Queue<Integer> queue = Queue.unbounded();
    private final Channel<Integer> channel = new Channel<>();

    /// Subscribes in a greenlet, so that the feed runs on the hub of the test.
    private static <T> TestSubscriber<T> inGreenlet(Supplier<TestSubscriber<T>> subscribe) {
        TestSubscriber<T> subscriber = Green.spawn(subscribe::get).get();
        settle();
        return subscriber;
    }

    private static void settle() {
        Green.sleep(1);
    }

    @Test
    void aQueueIsTakenFromAsFarAsIsAskedFor() {
        queue.put(1);
        queue.put(2);
        queue.put(3);

        var subscriber = inGreenlet(() -> Flowables.from(queue).test(2));

        subscriber.assertValuesOnly(1, 2);
        assertThat(queue.size()).isEqualTo(1);
        subscriber.request(1);
        settle();
        subscriber.assertValuesOnly(1, 2, 3);
        subscriber.cancel();
        settle();
    }

    @Test
    void aCancelledSubscriberTakesNothingWithIt() {
        var first = inGreenlet(() -> Flowables.from(queue).test(10));
        first.cancel();
        settle();
        queue.put(1);
        var second = inGreenlet(() -> Flowables.from(queue).test(10));

        first.assertEmpty();
        second.assertValuesOnly(1);
        second.cancel();
        settle();
    }

    @Test
    void twoSubscribersShareTheItems() {
        var one = inGreenlet(() -> Flowables.from(queue).test(1));
        var other = inGreenlet(() -> Flowables.from(queue).test(1));
        queue.put(1);
        queue.put(2);
        queue.put(3);
        settle();

        one.assertValuesOnly(1);
        other.assertValuesOnly(2);
        assertThat(queue.size()).isEqualTo(1);
        one.cancel();
        other.cancel();
        settle();
    }

    @Test
    void aPutterAtAChannelWaitsUntilItsItemIsWanted() {
        var subscriber = inGreenlet(() -> Flowables.from(channel).test(0));
        var putter = Green.spawn(() -> channel.put(7));
        settle();
        assertThat(putter.isReady()).isFalse();

        subscriber.request(1);
        settle();

        assertThat(putter.isReady()).isTrue();
        subscriber.assertValuesOnly(7);
        subscriber.cancel();
        settle();
    }

    // ---- in front of an Observable

    private static <T> TestObserver<T> observed(Observable<T> observable) {
        Supplier<TestObserver<T>> subscribe = observable::test;
        TestObserver<T> observer = Green.spawn(subscribe::get).get();
        settle();
        return observer;
    }

    @Test
    void anObservableTakesFromAQueueWhatIsThere() {
        queue.put(1);
        queue.put(2);

        var observer = observed(Observables.from(queue));
        observer.assertValuesOnly(1, 2);
        queue.put(3);
        settle();

        observer.assertValuesOnly(1, 2, 3);
        observer.dispose();
        settle();
    }

    @Test
    void aDisposedObserverTakesNothingWithIt() {
        var first = observed(Observables.from(queue));
        queue.put(1);
        first.dispose();
        settle();

        first.assertEmpty();
        assertThat(queue.tryGet()).isEqualTo(1);
    }

    @Test
    void aPutterAtAChannelWaitsForAnObserverOnly() {
        var putter = Green.spawn(() -> channel.put(7));
        settle();
        assertThat(putter.isReady()).isFalse();

        var observer = observed(Observables.from(channel));
        Green.spawn(() -> channel.put(8)).join();

        assertThat(putter.isReady()).isTrue();
        observer.assertValuesOnly(7, 8);
        observer.dispose();
        settle();
    }

    // ---- behind a Flowable

    @Test
    void aLoopIntoABoundedQueueWaitsForRoom() {
        var small = Queue.<Integer>bounded(2);
        var filling = Green.spawn(() -> Flowables.iterate(Flowable.range(1, 5)).into(small));
        settle();
        assertThat(filling.isReady()).isFalse();
        assertThat(small.size()).isEqualTo(2);

        for (int i = 1; i <= 5; i++) {
            assertThat(small.get()).isEqualTo(i);
        }
        filling.join();
    }

    @Test
    void aKilledLoopIntoAChannelCancels() {
        var processor = PublishProcessor.<Integer>create();
        var giving = Green.spawn(() -> Flowables.iterate(processor).into(channel));
        settle();
        processor.onNext(1);
        assertThat(channel.get()).isEqualTo(1);

        giving.kill();

        assertThat(processor.hasSubscribers()).isFalse();
    }

    @Test
    void aPassAsAStreamCancelsWhenItIsClosed() {
        var processor = PublishProcessor.<Integer>create();
        var reader =
                Green.spawn(() -> {
                    try (var numbers = Flowables.iterate(processor).stream()) {
                        return numbers.map(n -> n * 10).limit(2).toList();
                    }
                });
        settle();
        processor.onNext(1);
        processor.onNext(2);

        assertThat(reader.get()).isEqualTo(List.of(10, 20));
        assertThat(processor.hasSubscribers()).isFalse();
    }

    @Test
    void ofTwoPassesIntoOneQueueNothingIsLostAndEachStaysInOrder() {
        for (int prefetch : new int[] {1, 10}) {
            var queue = Queue.<Integer>bounded(1);
            var even = Flowable.range(0, 1_000).map(n -> 2 * n);
            var odd = even.map(n -> n + 1).hide();
            var one = Green.spawn(() -> Flowables.iterate(even, prefetch).into(queue));
            var other = Green.spawn(() -> Flowables.iterate(odd, prefetch).into(queue));

            List<Integer> taken = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                taken.add(queue.get());
            }

            assertThat(taken).doesNotHaveDuplicates().allMatch(n -> n >= 0 && n < 2_000);
            assertThat(taken.stream().filter(n -> n % 2 == 0)).isSorted();
            assertThat(taken.stream().filter(n -> n % 2 == 1)).isSorted();
            Green.joinAll(List.of(one, other));
        }
    }
}
