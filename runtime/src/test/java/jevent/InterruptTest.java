package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.sync.AsyncResult;
import jevent.sync.Event;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// `Thread.interrupt` is a request to end the wait, whoever waits; the flag is kept.
@GreenTest(realTime = true)
@Tag("concurrency")
class InterruptTest {

    private final List<Object> log = new ArrayList<>();

    @Test
    void oneThatRunsDiesAtItsNextWait() {
        var greenlet =
                Green.spawn(() -> {
                    Thread.currentThread().interrupt();
                    log.add("goes on");
                    Green.yieldNow();
                    log.add("not reached");
                });
        greenlet.join();

        assertThat(log).containsExactly("goes on");
        assertThat(greenlet.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void anInterruptCountsOnce() {
        var greenlet =
                Green.spawn(() -> {
                    Thread.currentThread().interrupt();
                    try {
                        Green.yieldNow();
                    } catch (GreenletExit exit) {
                        log.add("interrupted");
                    }
                    Green.sleep(1);
                    Green.yieldNow();
                    log.add(Thread.interrupted());
                });
        greenlet.join();

        assertThat(log).containsExactly("interrupted", true);
        assertThat(greenlet.isSuccessful()).isTrue();
    }

    @Test
    void aSecondOneCountsWhenTheFlagOfTheFirstHasBeenCleared() {
        var greenlet =
                Green.spawn(() -> {
                    for (int i = 0; i < 2; i++) {
                        Thread.currentThread().interrupt();
                        try {
                            Green.yieldNow();
                        } catch (GreenletExit exit) {
                            log.add("flag: " + Thread.interrupted());
                        }
                        Green.yieldNow();
                    }
                });
        greenlet.get();

        assertThat(log).containsExactly("flag: true", "flag: true");
    }

    @Test
    void itDoesNotLeakToOthersOrToTheCarrier() {
        var interrupted =
                Green.spawn(() -> {
                    Thread.currentThread().interrupt();
                    Green.yieldNow();
                });
        var other =
                Green.spawn(() -> {
                    Green.yieldNow();
                    return Thread.currentThread().isInterrupted();
                });

        assertThat(other.get()).isFalse();
        interrupted.join();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /// A thread of a pool that carries a hub, and is told to stop.
    @Test
    void theThreadThatCarriesTheHubIsHeardWhileItWaits() throws Exception {
        var waiting = new CountDownLatch(1);
        var thread =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                Green.spawn(waiting::countDown);
                                AsyncResult.promise().get();
                            } catch (GreenletExit exit) {
                                log.add("flag: " + Thread.interrupted());
                            }
                            log.add(Green.spawn(() -> "alive").get());
                        });
        waiting.await();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait(); // while a greenlet is mounted, the JDK takes the flag for its own
        }
        thread.interrupt();
        thread.join();

        assertThat(log).containsExactly("flag: true", "alive");
    }

    @Test
    void theThreadThatCarriesTheHubIsHeardBeforeItWaits() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new Event().await()).isInstanceOf(GreenletExit.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Green.spawn(() -> "alive").get()).isEqualTo("alive");
    }

    @Test
    void aVirtualThreadWithoutAHubIsHeardToo() throws Exception {
        var event = new Event();
        var thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                event.await();
                            } catch (GreenletExit exit) {
                                log.add("flag: " + Thread.currentThread().isInterrupted());
                            }
                        });
        while (event.toString().contains("0 waiting")) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        thread.join();

        assertThat(log).containsExactly("flag: true");
        assertThat(event).hasToString("Event [not set, 0 waiting]");
    }

    /// The hub's own thread belongs to nobody: an interrupt must not make it spin or stop.
    @Test
    void theHubsOwnThreadTakesNoNotice() throws Exception {
        try (Hub hub = Hub.open("interrupted")) {
            for (int i = 0; i < 1_000; i++) {
                for (Thread thread : Thread.getAllStackTraces().keySet()) {
                    if (i % 100 == 0 && thread.getName().equals("jevent-interrupted")) {
                        thread.interrupt();
                    }
                }
                assertThat(
                                hub.run(() -> {
                                    Green.yieldNow();
                                    return "alive";
                                }))
                        .isEqualTo("alive");
            }
        }
    }
}
