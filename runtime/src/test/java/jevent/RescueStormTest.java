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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Pinned greenlets go on when their hub is about to be taken from them, or just has been, and then
/// do anything. The others never run two at a time, and everybody comes to an end. The seed is in
/// every failure: `-Djevent.seed=N` repeats its choices.
@Timeout(60)
@Tag("concurrency")
class RescueStormTest {

    private static final int ROUNDS = 12;

    /// Around the moment at which the watchdog has seen enough.
    private static final long EARLIEST = TimeUnit.MILLISECONDS.toNanos(90);

    private static final long SPREAD = TimeUnit.MILLISECONDS.toNanos(60);

    private final long seed = Long.getLong("jevent.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger parallel = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger items = new AtomicInteger();

    /// One hub, one greenlet that is pinned, and the others.
    private final class Scene {
        final Hub hub = Hub.open("storm");
        final CountDownLatch release = new CountDownLatch(1);
        final AtomicBoolean over = new AtomicBoolean();
        final AtomicInteger inside = new AtomicInteger();
        final Queue<Integer> queue = Queue.bounded(2);
        final int afterwards = random.nextInt(5);
        final long delay = EARLIEST + (long) (random.nextDouble() * SPREAD);
        final List<Greenlet<?>> all = new ArrayList<>();

        void begin() {
            hub.onError((where, context, error) -> failures.add(error));
            all.add(hub.spawn(this::bePinned));
            for (int i = 0; i < 3; i++) {
                all.add(hub.spawn(this::takeTurns));
            }
            all.add(hub.spawn(this::getItems));
            Thread.ofPlatform().start(this::releaseInTime);
        }

        void releaseInTime() {
            long deadline = System.nanoTime() + delay;
            for (long left = delay; left > 0; left = deadline - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            release.countDown();
        }

        void awaitRelease() {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        boolean bePinned() throws Exception {
            Green.current().onEnd(() -> ends.addAndGet(hub.loop().isOnHub() ? 1 : 0));
            Pinned.run(this::awaitRelease);
            switch (afterwards) {
                case 0 -> queue.put(1);
                case 1 -> {
                    Thread.sleep(1);
                    queue.put(1);
                }
                case 2 -> Pinned.run(() -> queue.put(1));
                case 3 ->
                        Green.blocking(() -> {
                            queue.put(1);
                            return Green.blocking(() -> "nested");
                        });
                default -> hub.spawn(() -> queue.put(1));
            }
            over.set(true);
            return true;
        }

        void takeTurns() {
            while (!over.get()) {
                if (inside.incrementAndGet() > 1) {
                    parallel.incrementAndGet();
                }
                Thread.onSpinWait();
                inside.decrementAndGet();
                Green.yieldNow();
            }
        }

        void getItems() {
            items.addAndGet(queue.get());
        }

        void end() {
            for (Greenlet<?> greenlet : all) {
                assertThat(greenlet.join(Duration.ofSeconds(20)))
                        .as("seed %d, afterwards %d: %s", seed, afterwards, hub.dump())
                        .isTrue();
            }
            hub.close();
        }
    }

    @Test
    void everybodyComesToAnEndAndOneRunsAtATime() {
        System.out.println("storm: -Djevent.seed=" + seed);
        int count = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Scene> scenes = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                scenes.add(new Scene());
            }
            scenes.forEach(Scene::begin);
            scenes.forEach(Scene::end);
            count += scenes.size();
        }
        assertThat(failures).as("seed %d", seed).isEmpty();
        assertThat(parallel).as("seed %d", seed).hasValue(0);
        assertThat(items).as("seed %d", seed).hasValue(count);
        assertThat(ends).as("seed %d", seed).hasValue(count);
    }
}
