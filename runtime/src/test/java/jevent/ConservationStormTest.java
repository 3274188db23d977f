package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.sync.AsyncResult;
import jevent.sync.Channel;
import jevent.sync.Queue;
import jevent.sync.Semaphore;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// Few greenlets on one hub do everything to each other in few milliseconds of virtual time, so
/// that kills, limits and hand-overs meet in one turn. Whatever is put is got once or still there,
/// whatever is acquired is released, and everybody ends. `-Djevent.seed=N` repeats a scene.
@GreenTest
class ConservationStormTest {

    private static final int SCENES = 400;
    private static final int GREENLETS = 6;
    private static final int ACTS = 25;

    private final long seed = Long.getLong("jevent.seed", System.nanoTime());

    /// A kill that is caught.
    private static final class Fun extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void nothingIsLostOrDoubledAndEverybodyEnds(TestHub hub) {
        System.out.println("storm: -Djevent.seed=" + seed);
        for (int i = 0; i < SCENES; i++) {
            new Scene(seed + i).play();
        }
        assertThat(hub.takeFailures()) // killed before they had begun
                .as("seed %d", seed)
                .allMatch(failure -> failure instanceof Fun);
        Green.sleep(10); // results that nobody waited for until they were set
        assertThat(Hub.current().stats().timers()).as("seed %d", seed).isZero();
    }

    private static final class Scene {
        private final long seed;
        private final Random random;
        private final Queue<Integer> queue;
        private final Channel<Integer> channel = new Channel<>();
        private final int permits;
        private final Semaphore semaphore;
        private final List<Greenlet<?>> all = new ArrayList<>();
        private final Set<Integer> put = new TreeSet<>();
        private final Set<Integer> got = new TreeSet<>();
        private int nextItem;
        private int holders;

        Scene(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.queue = Queue.bounded(1 + random.nextInt(2));
            this.permits = 1 + random.nextInt(2);
            this.semaphore = new Semaphore(permits);
        }

        void play() {
            for (int i = 0; i < GREENLETS; i++) {
                all.add(Green.spawn(this::actMany));
            }
            Green.joinAll(all);
            for (Integer left = queue.tryGet(); left != null; left = queue.tryGet()) {
                take(left);
            }
            assertThat(got).as("seed %d", seed).isEqualTo(put);
            assertThat(queue.toString()).as("seed %d", seed).contains("0 getting, 0 putting");
            assertThat(channel.balance()).as("seed %d", seed).isZero();
            assertThat(semaphore.permits()).as("seed %d", seed).isEqualTo(permits);
        }

        private void actMany() {
            for (int i = 0; i < ACTS; i++) {
                try {
                    act(random.nextInt(12));
                } catch (Fun | jevent.Timeout over) {
                    // and go on
                }
            }
        }

        private Duration limit() {
            return Duration.ofMillis(random.nextInt(3));
        }

        private Greenlet<?> anybody() {
            return all.get(random.nextInt(all.size()));
        }

        private void act(int what) {
            int item = nextItem++;
            switch (what) {
                case 0 -> record(item, queue.put(item, limit()));
                case 1 -> take(queue.get(limit()));
                case 2 -> record(item, channel.put(item, limit()));
                case 3 -> take(channel.get(limit()));
                case 4, 5 -> hold();
                case 6 -> Green.sleep(limit());
                case 7 -> anybody().killLater(new Fun());
                case 8 -> anybody().kill(new Fun());
                case 9 -> killForGood();
                case 10 -> jevent.Timeout.callOr(limit(), false, this::actWithin);
                default -> awaitResult(item);
            }
        }

        private boolean actWithin() {
            act(random.nextInt(7));
            return true;
        }

        private void record(int item, boolean done) {
            if (done) {
                put.add(item);
            }
        }

        private void take(int item) {
            assertThat(got.add(item)).as("seed %d: %d twice", seed, item).isTrue();
        }

        private void hold() {
            if (!semaphore.acquire(limit())) {
                return;
            }
            holders++;
            assertThat(holders).as("seed %d", seed).isLessThanOrEqualTo(permits);
            try {
                Green.sleep(limit());
            } finally {
                holders--;
                semaphore.release();
            }
        }

        /// Seldom, or nobody would be left.
        private void killForGood() {
            if (random.nextInt(8) == 0) {
                anybody().killLater();
            }
        }

        /// It is set at the very moment of the limit, or a little before or after.
        private void awaitResult(int item) {
            var result = new AsyncResult<Integer>();
            Green.spawnLater(limit(), () -> result.set(item));
            assertThat(result.get(limit())).as("seed %d", seed).isEqualTo(item);
        }
    }
}
