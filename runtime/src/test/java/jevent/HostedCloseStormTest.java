package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.sync.Queue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/// A hub on somebody else's thread is closed while other threads spawn on it, post to it and kill:
/// each greenlet ends, each callback runs or is refused, and the thread is an ordinary one again.
/// `-Djevent.seed=N` repeats the choices.
@Timeout(60)
@Tag("concurrency")
class HostedCloseStormTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final long seed = Long.getLong("jevent.seed", System.nanoTime());
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

    /// What other threads do to one hub.
    private static final class Attack {
        final Hub hub;
        final Queue<Integer> queue = Queue.bounded(1);
        final List<Greenlet<?>> spawned = Collections.synchronizedList(new ArrayList<>());
        final AtomicInteger posted = new AtomicInteger();
        final AtomicInteger served = new AtomicInteger();

        Attack(Hub hub) {
            this.hub = hub;
            hub.onError((where, context, error) -> {
                if (error instanceof HubClosed && !(context instanceof Greenlet)) {
                    served.incrementAndGet();
                }
            });
        }

        void untilClosed(Random random) {
            try {
                while (true) {
                    act(random);
                    while (posted.get() - served.get() > 50) {
                        Thread.onSpinWait(); // an inbox has no limit
                    }
                }
            } catch (HubClosed closed) {
                assertThat(closed).hasMessageContaining("hosted");
            }
        }

        private void act(Random random) {
            switch (random.nextInt(5)) {
                case 0 -> spawned.add(hub.spawn(() -> queue.put(1)));
                case 1 -> spawned.add(hub.spawn(() -> queue.get()));
                case 2 ->
                        spawned.add(
                                hub.spawnLater(
                                        Duration.ofNanos(random.nextInt(200_000)),
                                        () -> queue.get()));
                case 3 -> {
                    hub.execute(served::incrementAndGet);
                    posted.incrementAndGet();
                }
                default -> killOne(random);
            }
        }

        private void killOne(Random random) {
            if (!spawned.isEmpty()) {
                spawned.get(random.nextInt(spawned.size())).killLater();
            }
        }
    }

    @Test
    void nobodyIsStrandedAndNothingForgotten() throws Exception {
        System.out.println("storm: -Djevent.seed=" + seed);
        for (int round = 0; round < 50; round++) {
            play(new Attack(Hub.host("hosted", Host.of(executor))), round);
        }
        executor.shutdown();
    }

    private void play(Attack attack, int round) throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            var random = new Random(seed + 10L * round + i);
            threads.add(Thread.ofPlatform().start(() -> attack.untilClosed(random)));
        }
        while (attack.spawned.size() < 100) {
            Thread.onSpinWait();
        }
        attack.hub.close(Duration.ofNanos(round * 50_000L));
        for (Thread thread : threads) {
            thread.join();
        }
        for (Greenlet<?> greenlet : attack.spawned) {
            assertThat(greenlet.join(LONG))
                    .as("seed %d, round %d, %s: %s", seed, round, greenlet, attack.hub.dump())
                    .isTrue();
        }
        assertThat(executor.submit(Hub::currentOrNull).get()).as("seed %d", seed).isNull();
        assertThat(attack.served.get()).as("seed %d", seed).isEqualTo(attack.posted.get());
    }
}
