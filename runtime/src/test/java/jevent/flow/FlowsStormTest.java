package jevent.flow;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.sync.AsyncResult;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// JDK publishers and subscribers on threads of their own, as fast as they can.
@GreenTest(realTime = true, limitSeconds = 60)
class FlowsStormTest {

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private static List<Integer> upTo(int n) {
        return IntStream.range(0, n).boxed().toList();
    }

    /// Counts; asks for nothing by itself.
    private static final class Counting implements Flow.Subscriber<Integer> {

        final AtomicInteger seen = new AtomicInteger();
        final AsyncResult<Integer> end = AsyncResult.promise();
        private volatile Flow.@Nullable Subscription subscription;

        void request(long n) {
            Objects.requireNonNull(subscription).request(n);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Integer item) {
            seen.incrementAndGet();
        }

        @Override
        public void onError(Throwable error) {
            end.setException(error);
        }

        @Override
        public void onComplete() {
            end.set(seen.get());
        }
    }

    @Test
    void fiftyThousandRequestsOfOneFromAnotherThread(TestHub hub) throws InterruptedException {
        int all = 50_000;
        var counting = new Counting();
        Flows.<Integer>from(hub.hub(), out -> upTo(all).forEach(out::send)).subscribe(counting);

        Thread asking =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            for (int i = 1; i <= all; i++) {
                                counting.request(1);
                                while (i % 50 == 0 && counting.seen.get() < i) {
                                    Thread.onSpinWait(); // so that the body runs out of demand
                                }
                            }
                        });

        assertThat(counting.end.get()).isEqualTo(all);
        asking.join();
    }

    @Test
    void everyEndArrivesFromAnotherHub() {
        try (Hub other = Hub.open("other")) {
            for (int round = 0; round < 2_000; round++) {
                int count = random.nextInt(20);
                int prefetch = 1 + random.nextInt(8);
                var source = Flows.<Integer>from(other, out -> upTo(count).forEach(out::send));

                assertThat(Flows.iterate(source, prefetch).stream().toList())
                        .as("seed %d", seed)
                        .isEqualTo(upTo(count));
            }
        }
    }

    @Test
    void ofAKillAndAnArrivalTheSourceIsAlwaysCancelled() throws InterruptedException {
        for (int round = 0; round < 1_000; round++) {
            var source = new ManualPublisher<Integer>();
            var late = new ManualPublisher<Integer>(subscriber -> {});
            boolean loop = round % 2 == 0;
            var waiting =
                    Green.spawn(() -> {
                        if (loop) {
                            Flows.iterate(late, 1).forEach(item -> {});
                        } else {
                            Flows.<Integer>first(late);
                        }
                    });
            Green.yieldNow();
            var ready = new CountDownLatch(1);
            Thread arriving =
                    Thread.ofPlatform()
                            .start(() -> {
                                ready.countDown();
                                late.subscriber().onSubscribe(source);
                            });
            ready.await();
            for (int i = random.nextInt(2_000); i > 0; i--) {
                Thread.onSpinWait();
            }

            waiting.kill();
            arriving.join();

            assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
            assertThat(List.copyOf(source.asked))
                    .as("seed %d", seed)
                    .isIn(List.of("cancel"), List.of("1", "cancel"));
        }
    }

    /// Rule 1.3 is the publisher's to keep. If it is not kept, elements may be lost or the loop
    /// fail; but it ends, and sees none twice.
    @Test
    void twoThreadsThatSendAtOnceDoNotHangTheLoop(TestHub hub) throws InterruptedException {
        for (int prefetch : new int[] {8, Integer.MAX_VALUE}) {
            for (int round = 0; round < 200; round++) {
                var source = new ManualPublisher<Integer>();
                List<Integer> seen = new ArrayList<>();
                var loop = Green.spawn(() -> Flows.iterate(source, prefetch).forEach(seen::add));
                loop.rawLink(() -> {});
                Green.yieldNow();
                Thread one = Thread.ofPlatform().start(() -> upTo(600).forEach(source::send));
                Thread other =
                        Thread.ofPlatform()
                                .start(() -> upTo(600).forEach(i -> source.send(i + 600)));
                one.join();
                other.join();
                source.subscriber().onComplete();
                loop.join();

                assertThat(new HashSet<>(seen)).hasSameSizeAs(seen);
                assertThat(loop.isReady()).isTrue();
            }
        }
        assertThat(hub.takeFailures()).isNotNull(); // a rule is broken, and that may be said
    }
}
