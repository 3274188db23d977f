package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.processors.PublishProcessor;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Timeout;
import jevent.flow.Iteration;
import jevent.sync.Event;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// The ways out of a loop: each gives the subscription back.
@GreenTest
@ExtendWith(Undeliverable.class)
class FlowableIterateEndTest {

    private final PublishProcessor<Integer> source = PublishProcessor.create();

    @Test
    void leavingTheBlockCancels() {
        var numbers = new ManualFlowable<Integer>();
        numbers.onRequest(n -> numbers.send(1, 2));
        try (var loop = Flowables.iterate(numbers, 2)) {
            for (int ignored : loop) {
                break;
            }
        }

        assertThat(numbers.log).containsExactly("request(2)", "cancel");
    }

    @Test
    void anErrorInTheBodyCancels() {
        var numbers = new ManualFlowable<Integer>();
        numbers.onRequest(n -> numbers.send(1, 2));
        var error = new IllegalStateException("in the body");

        assertThatThrownBy(
                        () -> {
                            try (var loop = Flowables.iterate(numbers, 2)) {
                                loop.forEach(n -> {
                                    throw error;
                                });
                            }
                        })
                .isSameAs(error);

        assertThat(numbers.log).containsExactly("request(2)", "cancel");
    }

    @Test
    void aForLoopThatIsLeftByAnErrorCancelsNothingUntilItsGreenletEnds() {
        var reader =
                Green.spawn(() -> {
                    assertThatThrownBy(
                                    () -> {
                                        for (int item : Flowables.iterate(source)) {
                                            throw new IOException("body " + item);
                                        }
                                    })
                            .hasMessage("body 1");
                    return source.hasSubscribers();
                });
        Green.yieldNow();
        source.onNext(1);

        assertThat(reader.get()).isTrue();
        Green.yieldNow();
        assertThat(source.hasSubscribers()).isFalse();
    }

    @Test
    void aTimeoutInTheBodyOfALoopInTryCancelsOnMainToo() {
        Green.spawn(() -> source.onNext(1));

        try (var limit = Timeout.start(Duration.ofSeconds(1))) {
            assertThatThrownBy(
                            () -> {
                                try (var loop = Flowables.iterate(source)) {
                                    for (int item : loop) {
                                        Green.sleep(Duration.ofHours(item));
                                    }
                                }
                            })
                    .isSameAs(limit);
        }

        assertThat(source.hasSubscribers()).isFalse();
    }

    @Test
    void theDeathOfTheGreenletCancelsWhatItLeftOpen() {
        var reader =
                Green.spawn(() -> {
                    for (int ignored : Flowables.iterate(source)) {
                        return "left in the middle";
                    }
                    return "ended";
                });
        Green.yieldNow();
        source.onNext(1);

        assertThat(reader.get()).isEqualTo("left in the middle");
        Green.yieldNow();
        assertThat(source.hasSubscribers()).isFalse();
    }

    @Test
    void aKillInTheWaitCancelsBeforeItIsSeen() {
        List<String> log = new ArrayList<>();
        var reader =
                Green.spawn(() -> {
                    try {
                        FlowableIterateTest.listOf(
                                Flowables.iterate(source.doOnCancel(() -> log.add("cancelled"))));
                    } catch (GreenletExit e) {
                        log.add("seen");
                        throw e;
                    }
                });
        Green.yieldNow();

        reader.kill();

        assertThat(log).containsExactly("cancelled", "seen");
        assertThat(source.hasSubscribers()).isFalse();
    }

    @Test
    void aKillReachesALoopThatNeverWaits() {
        var endless = Flowable.<Integer>generate(out -> out.onNext(1)).hide();
        long[] seen = {0};
        var reader =
                Green.spawn(() -> {
                    for (int item : Flowables.iterate(endless)) {
                        seen[0] += item;
                    }
                });
        Green.yieldNow();
        assertThat(reader.isRunning()).isTrue();

        reader.kill();

        assertThat(reader.failure()).isInstanceOf(GreenletExit.class);
        assertThat(seen[0]).isPositive();
    }

    @Test
    void aKillReachesAFusedLoopThatNeverWaits() {
        long[] seen = {0};
        var reader =
                Green.spawn(() -> {
                    for (int item : Flowables.iterate(Flowable.range(1, Integer.MAX_VALUE))) {
                        seen[0] = item;
                    }
                });
        Green.yieldNow();

        reader.kill();

        assertThat(reader.failure()).isInstanceOf(GreenletExit.class);
        assertThat(seen[0]).isBetween(1L, 10_000L);
    }

    @Test
    void aTimeoutCancels() {
        try (var limit = Timeout.start(Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> FlowableIterateTest.listOf(Flowables.iterate(source)))
                    .isSameAs(limit);
        }

        assertThat(source.hasSubscribers()).isFalse();
    }

    @Test
    void anInterruptCancelsAndKeepsItsFlag() {
        var thread = new AtomicReference<Thread>();
        boolean[] flag = {false};
        var reader =
                Green.spawn(() -> {
                    thread.set(Thread.currentThread());
                    try {
                        FlowableIterateTest.listOf(Flowables.iterate(source));
                    } finally {
                        flag[0] = Thread.currentThread().isInterrupted();
                    }
                });
        Green.yieldNow();

        thread.get().interrupt();
        reader.join();

        assertThat(reader.failure()).isInstanceOf(GreenletExit.class);
        assertThat(source.hasSubscribers()).isFalse();
        assertThat(flag[0]).isTrue();
    }

    @Test
    void closeByAnotherGreenletEndsTheWait() {
        var iteration = Flowables.iterate(source);
        var reader = Green.spawn(() -> iteration.iterator().hasNext());
        Green.yieldNow();

        iteration.close();

        assertThat(reader.get()).isFalse();
        assertThat(source.hasSubscribers()).isFalse();
    }

    @Test
    void closeByAnotherThreadEndsTheWait() throws InterruptedException {
        var iteration = Flowables.iterate(source);
        var reader = Green.spawn(() -> iteration.iterator().hasNext());
        Green.yieldNow();

        var thread = Thread.ofPlatform().start(iteration::close);

        assertThat(reader.get()).isFalse();
        thread.join();
        assertThat(source.hasSubscribers()).isFalse();
    }

    @Test
    void closedBeforeTheLoopItNeverSubscribes() {
        var iteration = Flowables.iterate(source);
        iteration.close();

        assertThat(iteration.iterator().hasNext()).isFalse();
        assertThat(source.hasSubscribers()).isFalse();
    }

    @Test
    void closeIsIdempotentAndNothingAfterTheEnd() {
        var numbers = new ManualFlowable<Integer>();
        numbers.onRequest(n -> {
            numbers.send(1);
            numbers.subscriber().onComplete();
        });
        var iteration = Flowables.iterate(numbers, 4);

        assertThat(FlowableIterateTest.listOf(iteration)).containsExactly(1);
        iteration.close();
        iteration.close();

        assertThat(numbers.log).containsExactly("request(4)");
    }

    @Test
    void aSourceThatArrivesAfterTheKillIsCancelled() {
        var late = new ManualFlowable<Integer>(subscriber -> {});
        var reader =
                Green.spawn(() -> {
                    FlowableIterateTest.listOf(Flowables.iterate(late));
                });
        Green.yieldNow();
        reader.kill();

        late.subscriber().onSubscribe(late);

        assertThat(late.log).containsExactly("cancel");
    }

    @Test
    void aLateErrorGoesToTheHookOnceAndALateElementNowhere() {
        var numbers = new ManualFlowable<Integer>();
        var reader =
                Green.spawn(() -> {
                    FlowableIterateTest.listOf(Flowables.iterate(numbers));
                });
        Green.yieldNow();
        reader.kill();

        var error = new IOException("late");
        numbers.send(1);
        numbers.subscriber().onError(error);
        numbers.send(2);

        assertThat(Undeliverable.take()).containsExactly(error);
        assertThat(numbers.log).containsExactly("request(128)", "cancel");
    }

    @Test
    void theKillArrivesThoughCancelThrows() {
        var broken = new IllegalStateException("cannot cancel");
        var numbers =
                new ManualFlowable<Integer>()
                        .onCancel(() -> {
                            throw broken;
                        });
        var reader =
                Green.spawn(() -> {
                    FlowableIterateTest.listOf(Flowables.iterate(numbers));
                });
        Green.yieldNow();

        reader.kill();

        assertThat(reader.failure()).isInstanceOf(GreenletExit.class);
        assertThat(Undeliverable.take()).containsExactly(broken);
    }

    @Test
    void aCancelFromInsideRequestIsNotLost() {
        var numbers = new ManualFlowable<Integer>();
        var iteration = new AtomicReference<Iteration<Integer>>();
        numbers.onRequest(n -> {
            numbers.send(1);
            iteration.get().close();
            numbers.send(2);
        });
        iteration.set(Flowables.iterate(numbers, 4));

        assertThat(FlowableIterateTest.listOf(iteration.get())).isEmpty();
        assertThat(numbers.log).containsExactly("request(4)", "cancel");
    }

    @Test
    void theBodyMayWaitForOtherThings() {
        var go = new Event();
        List<Integer> seen = new ArrayList<>();
        var reader =
                Green.spawn(() -> {
                    for (int item : Flowables.iterate(source, 2)) {
                        go.await();
                        go.clear();
                        seen.add(item);
                    }
                });
        Green.yieldNow();
        for (int i = 0; i < 3; i++) {
            source.onNext(i);
            go.set();
            Green.sleep(1);
        }
        source.onComplete();
        reader.join();

        assertThat(seen).containsExactly(0, 1, 2);
    }
}
