package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subscribers.TestSubscriber;

import jevent.Green;
import jevent.Greenlet;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Requests and cancellations from other threads, at any moment.
@GreenTest(realTime = true, limitSeconds = 60)
@ExtendWith(Undeliverable.class)
class FlowablesFromStormTest {

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private static Flowable<Integer> numbers(TestHub hub, int count) {
        return Flowables.from(
                hub.hub(),
                out -> {
                    for (int i = 0; i < count; i++) {
                        out.send(i);
                    }
                });
    }

    private static void awaitEnd(TestSubscriber<?> subscriber) throws InterruptedException {
        while (!subscriber.await(0, TimeUnit.SECONDS)) {
            Green.sleep(1);
        }
    }

    @Test
    void fiftyThousandRequestsOfOne(TestHub hub) throws InterruptedException {
        TestSubscriber<Integer> subscriber = numbers(hub, 50_000).test(0);
        var requester =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            for (int i = 1; i <= 50_000; i++) {
                                subscriber.request(1);
                                while (i % 50 == 0 && subscriber.values().size() < i) {
                                    Thread.onSpinWait(); // so that the body runs out of demand
                                }
                            }
                        });
        awaitEnd(subscriber);
        requester.join();

        assertThat(subscriber.values()).hasSize(50_000).isSorted();
    }

    @Test
    void eightThreadsRequestTogether(TestHub hub) throws InterruptedException {
        TestSubscriber<Integer> subscriber = numbers(hub, 40_000).test(0);
        List<Thread> requesters = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            requesters.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int n = 0; n < 5_000; n++) {
                                    subscriber.request(1);
                                }
                            }));
        }
        awaitEnd(subscriber);
        for (Thread requester : requesters) {
            requester.join();
        }

        assertThat(subscriber.values()).hasSize(40_000).isSorted();
    }

    @Test
    void throughAnotherScheduler(TestHub hub) {
        var source = numbers(hub, 200_000).observeOn(Schedulers.computation());
        int next = 0;
        for (int item : Flowables.iterate(source, 50)) {
            if (item != next++) {
                throw new AssertionError("saw " + item + " instead of " + (next - 1));
            }
        }
        assertThat(next).isEqualTo(200_000);
    }

    @Test
    void aThousandGuestsSendWithoutOverlap(TestHub hub) throws InterruptedException {
        var inside = new AtomicInteger();
        Flowable<Integer> source =
                Flowables.from(
                        hub.hub(),
                        out -> {
                            List<Greenlet<?>> guests = new ArrayList<>();
                            for (int i = 0; i < 1_000; i++) {
                                int item = i;
                                guests.add(Green.spawn(() -> out.send(item)));
                            }
                            Green.joinAll(guests);
                        });
        TestSubscriber<Integer> subscriber =
                source.doOnNext(
                                item -> {
                                    assertThat(inside.incrementAndGet()).isEqualTo(1);
                                    Green.yieldNow();
                                    inside.decrementAndGet();
                                })
                        .test(0);
        for (int left = 1_000; left > 0; ) {
            int n = Math.min(left, 1 + random.nextInt(20));
            subscriber.request(n);
            left -= n;
            Green.yieldNow();
        }
        awaitEnd(subscriber);

        assertThat(subscriber.values()).as("seed %d", seed).hasSize(1_000);
        assertThat(new HashSet<>(subscriber.values())).hasSize(1_000);
    }

    @Test
    void guestsOnOtherThreadsToo(TestHub hub) throws InterruptedException {
        List<Thread> guests = new ArrayList<>();
        Flowable<Integer> source =
                Flowables.from(
                        hub.hub(),
                        out -> {
                            for (int i = 0; i < 4; i++) {
                                int first = i * 100;
                                guests.add(
                                        Thread.ofVirtual()
                                                .start(() -> {
                                                    for (int n = 0; n < 100; n++) {
                                                        out.send(first + n);
                                                    }
                                                }));
                            }
                            while (guests.stream().anyMatch(Thread::isAlive)) {
                                Green.sleep(1);
                            }
                        });
        TestSubscriber<Integer> subscriber = source.test();
        awaitEnd(subscriber);

        assertThat(new HashSet<>(subscriber.values())).hasSize(400);
        for (int guest = 0; guest < 4; guest++) {
            int of = guest;
            assertThat(subscriber.values()).filteredOn(item -> item / 100 == of).isSorted();
        }
    }

    @Test
    void cancellationsAtAnyMomentKillEveryGreenlet(TestHub hub) throws InterruptedException {
        var finals = new AtomicInteger();
        for (int i = 0; i < 200; i++) {
            TestSubscriber<Integer> subscriber =
                    Flowables.<Integer>from(
                                    hub.hub(),
                                    out -> {
                                        finals.incrementAndGet();
                                        try {
                                            for (int n = 0; ; n++) {
                                                out.send(n);
                                            }
                                        } finally {
                                            finals.decrementAndGet();
                                        }
                                    })
                            .test(random.nextInt(100));
            int pause = random.nextInt(20_000);
            var canceller =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int spin = 0; spin < pause; spin++) {
                                    Thread.onSpinWait();
                                }
                                subscriber.request(50);
                                subscriber.cancel();
                            });
            Green.yieldNow();
            while (canceller.isAlive()) {
                Green.yieldNow();
            }
            subscriber.assertNoErrors().assertNotComplete();
        }
        while (hub.hub().stats().greenlets() > 0) {
            Green.sleep(1);
        }
        assertThat(finals).as("seed %d", seed).hasValue(0);
    }
}
