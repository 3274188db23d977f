package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.disposables.Disposable;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Sources, and those who wait for them, each on a thread of its own.
@GreenTest(realTime = true, limitSeconds = 60)
@ExtendWith(Undeliverable.class)
class AcrossThreadsTest {

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private void pause() {
        for (int i = random.nextInt(2_000); i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCancelWaitsForTheRequestOfAnotherThread() {
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var source = new ManualFlowable<Integer>();
        source.onRequest(n -> {
            inside.countDown();
            await(leave);
        });
        var elsewhere =
                new ManualFlowable<Integer>(subscriber ->
                        Thread.ofPlatform().start(() -> subscriber.onSubscribe(source)));
        var waiting = Green.spawn(() -> Flowables.iterate(elsewhere, 1).iterator().hasNext());
        Green.yieldNow();
        await(inside);

        waiting.kill();
        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
        assertThat(source.log).containsExactly("request(1)");
        leave.countDown();

        while (source.log.size() < 2) {
            Green.sleep(1);
        }
        assertThat(source.log).containsExactly("request(1)", "cancel");
    }

    @Test
    void ofAKillAndAnArrivalTheSourceIsAlwaysDisposed() throws InterruptedException {
        for (int round = 0; round < 500; round++) {
            var upstream = Disposable.empty();
            var late = new ManualSingle<Integer>(observer -> {});
            var waiting = Green.spawn(() -> Singles.await(late));
            Green.yieldNow();
            var ready = new CountDownLatch(1);
            Thread arriving =
                    Thread.ofPlatform()
                            .start(() -> {
                                ready.countDown();
                                late.observer().onSubscribe(upstream);
                            });
            await(ready);
            pause();

            waiting.kill();
            arriving.join();

            assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
            assertThat(upstream.isDisposed()).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void everyEndArrivesFromAnotherHub() {
        try (Hub other = Hub.open("other")) {
            for (int round = 0; round < 2_000; round++) {
                int count = random.nextInt(20);
                int prefetch = 1 + random.nextInt(8);
                List<Integer> sent = IntStream.range(0, count).boxed().toList();
                var source = Flowables.<Integer>from(other, out -> sent.forEach(out::send));

                assertThat(FlowableIterateTest.listOf(Flowables.iterate(source, prefetch)))
                        .as("seed %d", seed)
                        .isEqualTo(sent);
                assertThat(Singles.await(Singles.from(other, () -> count))).isEqualTo(count);
            }
        }
    }
}
