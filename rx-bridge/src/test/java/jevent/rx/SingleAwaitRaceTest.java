package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/// Another thread's signals against a kill: one of the two wins, and the other is told.
@GreenTest(realTime = true, limitSeconds = 30)
@ExtendWith(Undeliverable.class)
class SingleAwaitRaceTest {

    private static final int ROUNDS = 2_000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /// Lets a thread signal while the greenlet is killed.
    private <T> Greenlet<T> race(ManualSingle<T> source, Runnable signal)
            throws InterruptedException {
        var waiting = Green.<T>spawn(() -> Singles.await(source));
        waiting.rawLink(() -> {});
        Green.yieldNow();
        var ready = new CountDownLatch(1);
        int pause = random.nextInt(2_000);
        var thread =
                Thread.ofPlatform()
                        .start(() -> {
                            ready.countDown();
                            spin(pause);
                            signal.run();
                        });
        ready.await();
        spin(random.nextInt(2_000));
        waiting.kill();
        thread.join();
        return waiting;
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aValueIsReturnedOrTheSourceIsDisposed() throws InterruptedException {
        int values = 0;
        for (int i = 0; i < ROUNDS; i++) {
            var source = new ManualSingle<Integer>();
            int value = i;
            var waiting = race(source, () -> source.observer().onSuccess(value));

            if (waiting.isSuccessful()) {
                values++;
                assertThat(waiting.get()).as("seed %d", seed).isEqualTo(value);
            } else {
                assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
                assertThat(source.log).as("seed %d", seed).containsExactly("dispose");
            }
        }
        assertThat(values).as("seed %d", seed).isBetween(1, ROUNDS - 1);
    }

    @Test
    void anErrorIsThrownOrGoesToTheHook() throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            var source = new ManualSingle<Integer>();
            var error = new Exception("round " + i);
            var waiting = race(source, () -> source.observer().onError(error));

            List<Throwable> seen = new ArrayList<>(Undeliverable.take());
            if (waiting.failure() == error) {
                seen.add(error);
            }
            assertThat(seen).as("seed %d", seed).containsExactly(error);
        }
    }
}
