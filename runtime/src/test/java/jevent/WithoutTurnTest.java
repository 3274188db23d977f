package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jevent.sync.Event;
import jevent.sync.Queue;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// Inside `Green.blocking` a greenlet of BATON mode runs without the turn, in parallel with others;
/// what it does there must be as safe as anywhere.
@GreenTest(realTime = true)
@Tag("concurrency")
class WithoutTurnTest {

    /// The event is set after the greenlet has queued for it and before it has the turn back.
    @RepeatedTest(20)
    void aWakeUpThatComesBeforeTheTurnIsNotLost() throws Exception {
        var event = new Event();
        var inside = new CountDownLatch(1);
        var waiting =
                Green.spawn(() ->
                        Green.blocking(() -> {
                            inside.countDown();
                            event.await();
                            return "woken";
                        }));
        var setting =
                Green.spawn(() -> {
                    if (Hub.mode() == Mode.BATON) {
                        spinUntilQueued(inside, event);
                    }
                    event.set();
                });

        assertThat(waiting.get()).isEqualTo("woken");
        setting.join();
        assertThat(Green.spawn(() -> Green.run(() -> "alive")).get()).isEqualTo("alive");
    }

    /// Keeps the turn meanwhile.
    private static void spinUntilQueued(CountDownLatch inside, Event event) {
        while (inside.getCount() > 0 || event.toString().contains("0 waiting")) {
            Thread.onSpinWait();
        }
    }

    /// It has no turn to give away a second time.
    @Test
    void insideOfItselfItGivesNothingAway() throws Exception {
        var inside = new CountDownLatch(1);
        var nested = new CountDownLatch(1);
        var spins = new AtomicBoolean();
        var parallel = new AtomicBoolean();
        var outer =
                Green.spawn(() ->
                        Green.blocking(() -> {
                            inside.countDown();
                            nested.await();
                            return Green.blocking(() -> "both");
                        }));
        Green.yieldNow();
        inside.await();
        Green.spawn(() -> {
            spins.set(true);
            nested.countDown();
            long start = System.nanoTime();
            while (System.nanoTime() - start < 50_000_000) {
                Thread.onSpinWait();
            }
            spins.set(false);
        });
        Green.spawn(() -> parallel.set(spins.get()));

        assertThat(outer.get()).isEqualTo("both");
        assertThat(parallel).isFalse();
    }

    @Test
    void aTimeoutMayBeStartedThere() throws Exception {
        var error =
                Green.spawn(() ->
                        Green.blocking(() -> {
                            try (var limit = jevent.Timeout.start(Duration.ofMillis(5))) {
                                return catchThrowable(() -> new Event().await()) == limit;
                            }
                        }));
        assertThat(error.get()).isTrue();
    }

    @Test
    void queuesWorkThere() throws Exception {
        Queue<Integer> queue = Queue.bounded(1);
        var putter =
                Green.spawn(() ->
                        Green.blocking(() -> {
                            for (int i = 0; i < 1_000; i++) {
                                queue.put(i);
                            }
                            return "done";
                        }));
        for (int i = 0; i < 1_000; i++) {
            assertThat(queue.get()).isEqualTo(i);
        }
        assertThat(putter.get()).isEqualTo("done");
    }
}
