package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subscribers.TestSubscriber;

import jevent.Green;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Greenlets in the middle of a pipeline.
@GreenTest
@ExtendWith(Undeliverable.class)
class ThroughTest {

    private final List<Object> log = new ArrayList<>();

    private static void settle() {
        Green.sleep(1);
    }

    /// What a subscriber in a greenlet sees.
    private static <T> List<T> listOf(Flowable<T> source) {
        return Green.spawn(() -> FlowableIterateTest.listOf(Flowables.iterate(source))).get();
    }

    // ---- through

    @Test
    void aRelayMayDropAddAndWait(TestHub hub) {
        var source =
                Flowable.range(1, 6)
                        .compose(
                                Flowables.<Integer, String>through(
                                        hub.hub(),
                                        (in, out) -> {
                                            for (int item : in) {
                                                Green.sleep(Duration.ofSeconds(1));
                                                if (item % 2 == 0) {
                                                    out.send("a" + item);
                                                    out.send("b" + item);
                                                }
                                            }
                                        }));

        assertThat(listOf(source)).containsExactly("a2", "b2", "a4", "b4", "a6", "b6");
        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void itSubscribesWhenItIsSubscribedTo() {
        var processor = PublishProcessor.<Integer>create();
        var source =
                processor.compose(
                        Flowables.<Integer, Integer>through((in, out) -> {
                            for (int item : in) {
                                out.send(item);
                            }
                        }));
        assertThat(processor.hasSubscribers()).isFalse();

        var reader = Green.spawn(() -> FlowableIterateTest.listOf(Flowables.iterate(source)));
        settle();
        assertThat(processor.hasSubscribers()).isTrue();
        processor.onNext(1);
        processor.onComplete();

        assertThat(reader.get()).containsExactly(1);
    }

    @Test
    void aSlowSubscriberSlowsTheSource(TestHub hub) {
        int[] made = {0};
        TestSubscriber<Integer> subscriber =
                Flowable.range(0, 100_000)
                        .hide()
                        .doOnNext(item -> made[0]++)
                        .compose(
                                Flowables.<Integer, Integer>through(
                                        hub.hub(),
                                        (in, out) -> {
                                            for (int item : in) {
                                                out.send(item);
                                            }
                                        }))
                        .test(3);
        settle();

        subscriber.assertValues(0, 1, 2);
        assertThat(made[0]).isLessThanOrEqualTo(3 + 1 + Flowable.bufferSize());
        subscriber.cancel();
    }

    @Test
    void cancelKillsTheGreenletAndCancelsTheSource(TestHub hub) {
        var processor = PublishProcessor.<Integer>create();
        TestSubscriber<Integer> subscriber =
                processor
                        .compose(
                                Flowables.<Integer, Integer>through(
                                        hub.hub(),
                                        (in, out) -> {
                                            try {
                                                in.forEach(out::send);
                                            } finally {
                                                log.add("finally");
                                            }
                                        }))
                        .test();
        settle();

        subscriber.cancel();
        settle();

        assertThat(processor.hasSubscribers()).isFalse();
        assertThat(log).containsExactly("finally");
    }

    @Test
    void anErrorOfTheSourceWhileItIsCancelledGoesToTheHook(TestHub hub) {
        var late = new IOException("while it is cancelled");
        var source = new ManualFlowable<Integer>();
        source.onCancel(() -> source.subscriber().onError(late));
        TestSubscriber<Integer> subscriber =
                source.compose(
                                Flowables.<Integer, Integer>through(
                                        hub.hub(), (in, out) -> in.forEach(out::send)))
                        .test();
        settle();

        subscriber.cancel();
        settle();

        subscriber.assertEmpty();
        assertThat(Undeliverable.take()).containsExactly(late);
    }

    @Test
    void theEndOfTheRelayCancelsWhatItHasNotRead(TestHub hub) {
        var processor = PublishProcessor.<Integer>create();
        TestSubscriber<Integer> subscriber =
                processor
                        .compose(
                                Flowables.<Integer, Integer>through(
                                        hub.hub(), (in, out) -> out.send(in.iterator().next())))
                        .test();
        settle();
        processor.onNext(7);
        settle();

        subscriber.assertResult(7);
        assertThat(processor.hasSubscribers()).isFalse();
    }

    @Test
    void anErrorOfTheSourceCanBeHandledInTheRelay(TestHub hub) {
        var broken = Flowable.just(1).concatWith(Flowable.error(new IOException("broken")));
        var healed =
                broken.compose(
                        Flowables.<Integer, Integer>through(
                                hub.hub(),
                                (in, out) -> {
                                    try {
                                        in.forEach(out::send);
                                    } catch (Exception e) {
                                        out.send(-1);
                                    }
                                }));
        TestSubscriber<Integer> subscriber = healed.test();
        TestSubscriber<Integer> unhealed =
                broken.compose(
                                Flowables.<Integer, Integer>through(
                                        hub.hub(), (in, out) -> in.forEach(out::send)))
                        .test();
        settle();

        subscriber.assertResult(1, -1);
        unhealed.assertFailure(IOException.class, 1);
    }

    // ---- mapGreen

    private static int slow(int item) {
        Green.sleep(Duration.ofSeconds(10 - item));
        return item;
    }

    @Test
    void mapGreenKeepsTheOrderAndWorksAtTheSameTime(TestHub hub) {
        var source = Flowable.range(1, 9).compose(Flowables.mapGreen(9, ThroughTest::slow));

        assertThat(listOf(source)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void mapGreenUnorderedSendsWhatIsReadyFirst(TestHub hub) {
        var source =
                Flowable.range(1, 4).compose(Flowables.mapGreenUnordered(9, ThroughTest::slow));

        assertThat(listOf(source)).containsExactly(4, 3, 2, 1);
        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void noMoreWorkAtATimeThanAllowed() {
        int[] atWork = {0};
        int[] most = {0};
        Flowable<Integer> ordered =
                Flowable.range(0, 50)
                        .compose(
                                Flowables.mapGreen(
                                        4,
                                        item -> {
                                            most[0] = Math.max(most[0], ++atWork[0]);
                                            Green.sleep(item % 7);
                                            atWork[0]--;
                                            return item;
                                        }));

        assertThat(listOf(ordered)).hasSize(50).isSorted();
        assertThat(most[0]).isEqualTo(4);
    }

    @Test
    void nullLeavesAnElementOut() {
        var odd =
                Flowable.range(1, 5)
                        .compose(
                                Flowables.<Integer, Integer>mapGreen(
                                        2, item -> item % 2 == 0 ? null : item));
        var unordered =
                Flowable.range(1, 5)
                        .compose(
                                Flowables.<Integer, Integer>mapGreenUnordered(
                                        2, item -> item == 1 ? 1 : null));

        assertThat(listOf(odd)).containsExactly(1, 3, 5);
        assertThat(listOf(unordered)).containsExactly(1);
    }

    @Test
    void theFirstErrorKillsTheOthers(TestHub hub) {
        var error = new IOException("broken");
        var failing =
                Flowable.range(1, 3)
                        .compose(
                                Flowables.<Integer, Integer>mapGreen(
                                        3,
                                        item -> {
                                            try {
                                                Green.sleep(
                                                        Duration.ofSeconds(item == 2 ? 1 : 3_600));
                                                throw error;
                                            } finally {
                                                log.add("out " + item);
                                            }
                                        }));
        var subscriber = Green.spawn(() -> failing.test()).get();
        Green.sleep(Duration.ofSeconds(2));

        assertThat(log).contains("out 2").hasSize(3);
        subscriber.assertError(IOException.class);
        assertThat(hub.hub().stats().greenlets()).isZero();
    }

    @Test
    void theFirstErrorIsTheErrorOfUnorderedWorkToo() {
        var error = new IOException("broken");
        var failing =
                Flowable.range(1, 3)
                        .compose(
                                Flowables.<Integer, Integer>mapGreenUnordered(
                                        1,
                                        item -> {
                                            throw error;
                                        }));
        var reader = Green.spawn(() -> FlowableIterateTest.listOf(Flowables.iterate(failing)));
        reader.rawLink(() -> {});
        reader.join();

        assertThat(reader.failure()).isSameAs(error);
    }

    @Test
    void cancelKillsAllThatWork(TestHub hub) {
        var source =
                Flowable.range(1, 3)
                        .compose(
                                Flowables.<Integer, Integer>mapGreen(
                                        3,
                                        item -> {
                                            try {
                                                return slow(-100_000);
                                            } finally {
                                                log.add("out " + item);
                                            }
                                        }));
        var subscriber = Green.spawn(() -> source.test()).get();
        settle();

        subscriber.cancel();
        settle();

        assertThat(log).containsExactlyInAnyOrder("out 1", "out 2", "out 3");
        subscriber.assertEmpty();
    }
}
