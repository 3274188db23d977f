package jevent.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.Hub;
import jevent.Mode;
import jevent.sync.AsyncResult;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Somebody else's loop inside a hub's: its work on the loop fiber, its wait on the hub's thread.
@GreenTest(realTime = true, limitSeconds = 30)
class EmbeddedLoopTest {

    /// Tasks from any thread; each wake-up is a task too.
    private static final class Tasks implements EmbeddedLoop {

        final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        volatile Runnable wakeHub = () -> {};
        volatile boolean closed;

        void add(Runnable task) {
            queue.add(task);
            wakeHub.run();
        }

        @Override
        public void start(Runnable wakeup) {
            wakeHub = wakeup;
        }

        @Override
        public boolean isDue() {
            return !queue.isEmpty();
        }

        @Override
        public void poll() {
            for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
                task.run();
            }
        }

        @Override
        public void await(long nanos) {
            try {
                Runnable task = queue.poll(nanos, TimeUnit.NANOSECONDS);
                if (task != null) {
                    queue.add(task);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void wakeup() {
            queue.add(() -> {});
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final Tasks tasks = new Tasks();
    private final Hub hub = Hub.open("outer");

    @BeforeEach
    void embed() {
        hub.execute(() -> hub.loop().embed(tasks));
    }

    @AfterEach
    void close() {
        hub.close();
        assertThat(tasks.closed).isTrue();
    }

    private <T> AsyncResult<T> submit(Supplier<T> task) {
        var result = AsyncResult.<T>promise();
        tasks.add(() -> result.set(task.get()));
        return result;
    }

    @Test
    void itsTasksRunOnTheLoopFiberOfTheHub() {
        assertThat(submit(Hub::current).get()).isSameAs(hub);
        assertThat(submit(() -> Thread.currentThread().isVirtual()).get()).isTrue();
        assertThat(submit(() -> hub.loop().isOnHub()).get()).isTrue();
        assertThat(submit(Green::currentOrNull).get()).isNull();
    }

    @Test
    void itsTasksSpawn() {
        assertThat(submit(() -> Green.spawn(() -> "spawned")).get().get()).isEqualTo("spawned");
    }

    @Test
    void itsTasksMustNotWait() {
        var refusal =
                submit(() -> {
                    try {
                        Green.sleep(Duration.ofHours(1));
                        return "slept";
                    } catch (RuntimeException e) {
                        return e.getClass().getSimpleName();
                    }
                });
        assertThat(refusal.get()).isEqualTo("BlockingSwitchOut");
    }

    @Test
    void timersFireWhileItWaits() {
        List<Integer> fired = new ArrayList<>();
        hub.run(() -> {
            var sleepers =
                    List.of(
                            Green.spawn(() -> sleep(20, fired)),
                            Green.spawn(() -> sleep(5, fired)));
            Green.joinAll(sleepers);
            return null;
        });
        assertThat(fired).containsExactly(5, 20);
    }

    private static void sleep(int millis, List<Integer> fired) {
        Green.sleep(millis);
        fired.add(millis);
    }

    @Test
    void greenletsAreWokenByItAndByOtherThreadsWhileItWaits() {
        for (int i = 0; i < 2_000; i++) {
            var answer = AsyncResult.<Integer>promise();
            var asker = hub.spawn(() -> answer.get());
            tasks.add(() -> answer.set(1));
            assertThat(asker.get()).isEqualTo(1);
        }
    }

    @Test
    void whatItAddsInTheLoopIsDoneInTheSameIteration() {
        List<String> order = new ArrayList<>();
        var done = AsyncResult.<Boolean>promise();
        hub.execute(() -> {
            tasks.queue.add(() -> order.add("task")); // nobody is woken for it
            hub.loop()
                    .runCallback(() -> {
                        order.add("next iteration");
                        done.set(true);
                    });
        });
        assertThat(done.get()).isTrue();
        assertThat(order).containsExactly("task", "next iteration");
    }

    @Test
    void aTaskThatWaitsForALockStopsNobodyElse() {
        Assumptions.assumeTrue(Hub.mode() == Mode.CARRIER, "a lock holds the hub in BATON mode");
        var lock = new ReentrantLock();
        AsyncResult<String> waiting;
        Greenlet<?> sleeper;
        lock.lock();
        try {
            waiting = submit(() -> "got it, held by " + taken(lock));
            assertThat(hub.run(() -> "still here")).isEqualTo("still here");
            sleeper = hub.spawn(() -> Green.sleep(1)); // its timer has to wait for the loop fiber

            assertThat(hub.run(() -> "and here")).isEqualTo("and here");
            assertThat(waiting.isReady()).isFalse();
        } finally {
            lock.unlock();
        }
        assertThat(waiting.get()).isEqualTo("got it, held by true");
        sleeper.join();
    }

    private static boolean taken(ReentrantLock lock) {
        lock.lock();
        try {
            return lock.isHeldByCurrentThread();
        } finally {
            lock.unlock();
        }
    }

    @Test
    void thereIsOneAndItComesInACallback() {
        var second = AsyncResult.<Boolean>promise();
        hub.execute(() -> {
            assertThatThrownBy(() -> hub.loop().embed(new Tasks()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has embedded");
            second.set(true);
        });
        assertThat(second.get()).isTrue();
        assertThatThrownBy(() -> hub.loop().embed(new Tasks()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("touched by");
    }

    @Test
    void anErrorOfItsGoesToTheErrorHandler() {
        var heard = AsyncResult.<String>promise();
        hub.onError((where, context, error) -> heard.set(error.toString()));
        tasks.add(() -> {
            throw new IllegalStateException("broken task");
        });
        assertThat(heard.get()).endsWith("broken task");
        assertThat(submit(() -> "goes on").get()).isEqualTo("goes on");
    }
}
