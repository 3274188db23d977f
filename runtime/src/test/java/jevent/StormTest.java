package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.sync.AsyncResult;
import jevent.sync.Channel;
import jevent.sync.Queue;
import jevent.sync.Semaphore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Two hubs and foreign threads do everything at once; at the end nothing is lost, nothing doubled,
/// and nobody stuck. The seed is in every failure: `-Djevent.seed=N` repeats its choices.
@Timeout(30)
@Tag("concurrency")
class StormTest {

    private static final Duration NEVER = Duration.ofSeconds(20);

    private final long seed = Long.getLong("jevent.seed", System.nanoTime());
    private final Hub one;
    private final Hub two;
    private final AtomicInteger begun = new AtomicInteger();
    private int spawned;
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

    StormTest() {
        one = Hub.open("one");
        two = Hub.open("two");
    }

    @BeforeEach
    void listen() {
        System.out.println("storm: -Djevent.seed=" + seed);
        one.onError((hub, context, error) -> failures.add(error));
        two.onError((hub, context, error) -> failures.add(error));
    }

    /// The hubs empty, and nobody has to be killed for it.
    @AfterEach
    void bothHubsEmpty() {
        for (Hub hub : List.of(one, two)) {
            hub.close(NEVER);
            assertThat(hub.stats().greenlets()).as("seed %d: %s", seed, hub.dump()).isZero();
        }
        assertThat(failures).as("seed %d", seed).isEmpty();
    }

    private Hub hub(int number) {
        return number % 2 == 0 ? one : two;
    }

    /// Getters are killed and time out at random; every item that was put is got once.
    @Test
    void noItemIsLostOrDoubled() {
        Queue<Integer> queue = Queue.bounded(3);
        var got = ConcurrentHashMap.<Integer>newKeySet();
        var doubled = new AtomicInteger();
        IntConsumer take =
                item -> {
                    if (!got.add(item)) {
                        doubled.incrementAndGet();
                    }
                };
        var putters = spawn(4, (number, random) -> putMany(queue, number, random));
        var getters = spawn(8, (number, random) -> getMany(queue, take, random));
        harass(getters, 2_000);

        join(putters);
        Green.killAll(getters);
        for (Integer left = queue.tryGet(); left != null; left = queue.tryGet()) {
            take.accept(left);
        }

        assertThat(doubled).as("seed %d", seed).hasValue(0);
        assertThat(got).as("seed %d", seed).hasSize(4 * 250);
    }

    private static void putMany(Queue<Integer> queue, int number, Random random) {
        for (int i = 0; i < 250; i++) {
            int item = number * 1_000 + i;
            while (!queue.put(item, Duration.ofNanos(random.nextInt(200_000)))) {
                Green.yieldNow();
            }
        }
    }

    /// Ends when it is killed for good; a kill for fun and a timeout only interrupt it.
    private static void getMany(Queue<Integer> queue, IntConsumer take, Random random) {
        while (true) {
            try {
                take.accept(queue.get(Duration.ofNanos(random.nextInt(200_000))));
            } catch (jevent.Timeout | Fun over) {
                // again
            }
        }
    }

    /// A kill that is caught.
    private static final class Fun extends Error {
        private static final long serialVersionUID = 1L;
    }

    private void harass(List<Greenlet<?>> targets, int times) {
        awaitBegun();
        var random = new Random(seed);
        for (int i = 0; i < times; i++) {
            targets.get(random.nextInt(targets.size())).killLater(new Fun());
            if (random.nextInt(10) == 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void noPermitIsLost() {
        var semaphore = new Semaphore(2);
        var holders = new AtomicInteger();
        var most = new AtomicInteger();
        var all =
                spawn(
                        8,
                        (number, random) -> {
                            for (int i = 0; i < 200; i++) {
                                hold(semaphore, holders, most, random);
                            }
                        });
        harass(all, 1_000);
        join(all);

        assertThat(semaphore.permits()).as("seed %d", seed).isEqualTo(2);
        assertThat(most.get()).as("seed %d", seed).isLessThanOrEqualTo(2);
    }

    private static void hold(
            Semaphore semaphore, AtomicInteger holders, AtomicInteger most, Random random) {
        boolean mine = false;
        try {
            mine = semaphore.acquire(Duration.ofNanos(random.nextInt(100_000)));
            if (mine) {
                most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                try {
                    Green.yieldNow();
                } finally {
                    holders.decrementAndGet();
                }
            }
        } catch (Fun fun) {
            // it has the permit or not; `mine` says so
        }
        if (mine) {
            semaphore.release();
        }
    }

    @Test
    void whatGoesFromHandToHandArrives() {
        var channel = new Channel<Integer>();
        var sent = new AtomicInteger();
        var received = new AtomicInteger();
        var putters =
                spawn(
                        4,
                        (number, random) -> {
                            for (int i = 0; i < 200; i++) {
                                sent.addAndGet(
                                        channel.put(i, Duration.ofNanos(random.nextInt(100_000)))
                                                ? i
                                                : 0);
                            }
                        });
        var getters =
                spawn(
                        4,
                        (number, random) -> {
                            while (true) {
                                try {
                                    received.addAndGet(
                                            channel.get(Duration.ofNanos(random.nextInt(100_000))));
                                } catch (jevent.Timeout | Fun over) {
                                    // again
                                }
                            }
                        });
        harass(getters, 1_000);
        join(putters);
        Green.killAll(getters);

        assertThat(received.get()).as("seed %d", seed).isEqualTo(sent.get());
    }

    /// Each ends exactly once, its link is called once, and every killer returns.
    @Test
    void everyGreenletEndsOnce() throws Exception {
        var ends = new AtomicInteger();
        List<Greenlet<?>> targets = Collections.synchronizedList(new ArrayList<>());
        List<Thread> killers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Greenlet<?> target = hub(i).spawn(() -> Green.sleep(NEVER));
            target.onEnd(ends::incrementAndGet);
            targets.add(target);
        }
        for (int i = 0; i < 3; i++) {
            var random = new Random(seed + i);
            killers.add(Thread.ofPlatform().start(() -> killAllOf(targets, random)));
        }
        killAllOf(targets, new Random(seed));
        for (Thread killer : killers) {
            killer.join();
        }

        assertThat(targets).allMatch(target -> target.failure() instanceof GreenletExit);
        assertThat(ends).as("seed %d", seed).hasValue(1_000);
    }

    private static void killAllOf(List<Greenlet<?>> targets, Random random) {
        List<Greenlet<?>> shuffled = new ArrayList<>(targets);
        Collections.shuffle(shuffled, random);
        for (Greenlet<?> target : shuffled) {
            if (random.nextBoolean()) {
                target.kill();
            } else {
                target.killLater();
            }
        }
        Green.joinAll(shuffled);
    }

    /// A wait that is over at the very moment of its limit ends one way or the other.
    @Test
    void aResultAtTheEndOfItsLimitIsAValueOrATimeout() {
        var values = new AtomicInteger();
        var timeouts = new AtomicInteger();
        var all =
                spawn(
                        4,
                        (number, random) -> {
                            for (int i = 0; i < 200; i++) {
                                AsyncResult<String> result = AsyncResult.promise();
                                Duration limit = Duration.ofNanos(50_000 + random.nextInt(50_000));
                                Runnable set = () -> result.set("value");
                                var setter = hub(number + 1).spawnLater(limit, set);
                                try {
                                    values.addAndGet(result.get(limit).equals("value") ? 1 : 0);
                                } catch (jevent.Timeout over) {
                                    timeouts.incrementAndGet();
                                }
                                setter.join(); // or its hub may be closed before it begins
                            }
                        });
        join(all);

        assertThat(values.get() + timeouts.get()).as("seed %d", seed).isEqualTo(800);
    }

    /// Greenlets that spawn greenlets on the other hub and wait for them.
    @Test
    void treesAcrossTheHubsAreComplete() {
        assertThat(one.run(() -> leaves(8, 1))).as("seed %d", seed).isEqualTo(256);
    }

    private int leaves(int depth, int number) {
        if (depth == 0) {
            return 1;
        }
        Greenlet<Integer> left = hub(number).spawn(() -> leaves(depth - 1, number + 1));
        Greenlet<Integer> right = hub(number + 1).spawn(() -> leaves(depth - 1, number));
        return left.get() + right.get();
    }

    private interface Body {
        void run(int number, Random random);
    }

    /// Before its first turn a kill is final.
    private void awaitBegun() {
        while (begun.get() < spawned) {
            Thread.onSpinWait();
        }
    }

    private List<Greenlet<?>> spawn(int count, Body body) {
        spawned += count;
        List<Greenlet<?>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            var random = new Random(seed + i);
            all.add(
                    hub(i).spawn(() -> {
                        begun.incrementAndGet();
                        body.run(number, random);
                    }));
        }
        return all;
    }

    private void join(List<Greenlet<?>> all) {
        for (Greenlet<?> greenlet : all) {
            assertThat(greenlet.join(NEVER)).as("seed %d: %s", seed, Hubs.dump()).isTrue();
        }
    }
}
