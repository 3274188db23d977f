package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.flow.Iteration;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Subscription;

import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Publishers, subscribers and those who wait, each on a thread of its own.
@GreenTest(realTime = true, limitSeconds = 60)
class AcrossThreadsTest {

    @RegisterExtension final Dropped dropped = new Dropped();

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

    // ---- one call at a time

    /// A script whose `onSubscribe` comes from another thread.
    private static Script<Integer> from(Script<Integer> elsewhere) {
        return Script.of(it -> Thread.ofPlatform().start(() -> it.to().onSubscribe(elsewhere)));
    }

    @Test
    void aCancelWaitsForTheRequestOfAnotherThread() {
        List<Consumer<Script<Integer>>> waits =
                List.of(
                        script -> Publishers.<Integer>first(script),
                        script -> Publishers.<Integer>iterate(script, 1).forEach(item -> {}));
        for (Consumer<Script<Integer>> wait : waits) {
            var inside = new CountDownLatch(1);
            var leave = new CountDownLatch(1);
            var script = Script.<Integer>quiet();
            script.onRequest(n -> {
                inside.countDown();
                await(leave);
            });
            var waiting = Green.spawn(() -> wait.accept(from(script)));
            Green.yieldNow();
            await(inside);

            waiting.kill();
            assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
            assertThat(script.log).containsExactly("request 1");
            leave.countDown();

            while (script.log.size() < 2) {
                Green.sleep(1);
            }
            assertThat(script.log).containsExactly("request 1", "cancel");
        }
    }

    @Test
    void aSignalFromInsideTheRequestCancelsThereAndThen() {
        var inside = new CountDownLatch(1);
        var killed = new CountDownLatch(1);
        var script = Script.<Integer>quiet();
        var late = from(script);
        var sizes = new AtomicInteger();
        script.onRequest(n -> {
            inside.countDown();
            await(killed);
            late.to().onNext(1);
            sizes.set(script.log.size());
        });
        var waiting = Green.spawn(() -> Publishers.<Integer>first(late));
        Green.yieldNow();
        await(inside);
        waiting.kill();
        killed.countDown();

        while (sizes.get() == 0) {
            Green.sleep(1);
        }

        assertThat(sizes).hasValue(2);
        assertThat(script.log).containsExactly("request 1", "cancel");
    }

    @Test
    void ofAKillAndAnArrivalTheSourceIsAlwaysCancelled() throws InterruptedException {
        for (int round = 0; round < 1_000; round++) {
            var script = Script.<Integer>quiet();
            var late = Script.<Integer>of(it -> {});
            boolean loop = round % 2 == 0;
            var waiting =
                    Green.spawn(() -> {
                        if (loop) {
                            Publishers.<Integer>iterate(late, 1).forEach(item -> {});
                        } else {
                            Publishers.<Integer>first(late);
                        }
                    });
            Green.yieldNow();
            var ready = new CountDownLatch(1);
            Thread arriving =
                    Thread.ofPlatform()
                            .start(() -> {
                                ready.countDown();
                                late.to().onSubscribe(script);
                            });
            await(ready);
            pause();

            waiting.kill();
            arriving.join();

            assertThat(List.copyOf(script.log))
                    .as("seed %d", seed)
                    .isIn(List.of("cancel"), List.of("request 1", "cancel"));
        }
    }

    // ---- nothing is lost

    @Test
    void fiftyThousandRequestsOfOne(TestHub hub) throws InterruptedException {
        int all = 50_000;
        var subscriber = new Asked();
        Fluxes.<Integer>from(hub.hub(), out -> IterateTest.upTo(all).forEach(out::send))
                .subscribe(subscriber);

        Thread asking =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            for (int i = 1; i <= all; i++) {
                                subscriber.request(1);
                                while (i % 50 == 0 && subscriber.seen.get() < i) {
                                    Thread.onSpinWait(); // so that the body runs out of demand
                                }
                            }
                        });

        while (!subscriber.isDisposed()) {
            Green.sleep(1);
        }
        asking.join();
        assertThat(subscriber.seen).hasValue(all);
        assertThat(subscriber.ended).isTrue();
    }

    /// Asks when it is told to.
    private static final class Asked extends BaseSubscriber<Integer> {

        final AtomicInteger seen = new AtomicInteger();
        volatile boolean ended;

        @Override
        protected void hookOnSubscribe(Subscription subscription) {}

        @Override
        protected void hookOnNext(Integer value) {
            assertThat(value).isEqualTo(seen.getAndIncrement());
        }

        @Override
        protected void hookFinally(SignalType type) {
            ended = type == SignalType.ON_COMPLETE;
        }
    }

    @Test
    void everyEndArrivesFromAnotherHub() {
        try (Hub other = Hub.open("other")) {
            for (int round = 0; round < 2_000; round++) {
                int count = random.nextInt(20);
                int prefetch = 1 + random.nextInt(8);
                Iteration<Integer> pass =
                        Fluxes.iterate(
                                Fluxes.<Integer>from(
                                        other, out -> IterateTest.upTo(count).forEach(out::send)),
                                prefetch);

                assertThat(IterateTest.all(pass))
                        .as("seed %d", seed)
                        .isEqualTo(IterateTest.upTo(count));
                assertThat(Monos.<Integer>await(Monos.from(other, () -> count))).isEqualTo(count);
            }
        }
    }
}
