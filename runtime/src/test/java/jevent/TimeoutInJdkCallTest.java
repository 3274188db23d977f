package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.testing.GreenTest;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A [Timeout] around blocking calls of the JDK.
@GreenTest(realTime = true)
@Tag("concurrency")
class TimeoutInJdkCallTest {

    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<Object> log = new ArrayList<>();

    @Test
    void itCutsTheCallAndReplacesWhatThatThrows() {
        var limit = Timeout.of(SHORT);
        var greenlet = Green.spawn(() -> limit.call(() -> JdkCall.sleepForEver()));

        assertThatThrownBy(greenlet::get)
                .isSameAs(limit)
                .satisfies(over ->
                        assertThat(over.getSuppressed()[0])
                                .isInstanceOf(InterruptedException.class));
    }

    @Test
    void theFallbackServes() {
        var greenlet =
                Green.spawn(() ->
                        Timeout.callOr(
                                SHORT,
                                "fallback",
                                () -> {
                                    JdkCall.sleepForEver();
                                    return "slept";
                                }));

        assertThat(greenlet.get()).isEqualTo("fallback");
    }

    @Test
    void anOuterOneReplacesItAndNotAnInnerOne() {
        var outer = Timeout.of(SHORT);
        var inner = Timeout.of(LONG);
        var greenlet =
                Green.spawn(() -> outer.call(() -> inner.call(() -> JdkCall.sleepForEver())));

        assertThatThrownBy(greenlet::get).isSameAs(outer);
    }

    @Test
    void aBodyThatReturnsKeepsItsValueAndNothingComesAfterIt() {
        var greenlet =
                Green.spawn(() -> {
                    log.add(Timeout.<Object>call(SHORT, () -> JdkCall.run(this::sleepBriefly)));
                    log.add("flag: " + Thread.currentThread().isInterrupted());
                    Green.sleep(1);
                });
        greenlet.get();

        assertThat(log).containsExactly("half", "flag: false");
    }

    private Object sleepBriefly() {
        try {
            return JdkCall.sleep();
        } catch (InterruptedException e) {
            return "half";
        }
    }

    /// A pool that sets the flag again: nothing of it is left after the end.
    @Test
    void aFlagThatADriverHasSetAgainIsTakenBackAtTheEnd() {
        var greenlet =
                Green.spawn(() -> {
                    try {
                        Timeout.call(SHORT, () -> JdkCall.run(this::sleepAsADriverDoes));
                    } catch (Timeout over) {
                        log.add(over.getSuppressed()[0].getClass());
                    }
                    log.add("flag: " + Thread.currentThread().isInterrupted());
                    Green.sleep(1);
                });
        greenlet.get();

        assertThat(log).containsExactly(IOException.class, "flag: false");
    }

    private Object sleepAsADriverDoes() throws IOException {
        try {
            return JdkCall.sleep();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("connection lost", e);
        }
    }

    @Test
    void theFlagOfSomebodyElseStays() {
        var greenlet =
                Green.spawn(() -> {
                    Timeout.call(LONG, () -> Thread.currentThread().interrupt());
                    return Thread.interrupted();
                });

        assertThat(greenlet.get()).isTrue();
    }

    @Test
    void withoutInterruptTheCallIsAwaited() {
        var greenlet =
                Green.spawn(() ->
                        Timeout.of(SHORT)
                                .withoutInterrupt()
                                .call(() -> {
                                    JdkCall.run(this::sleepThreeTimesAsLong);
                                    return "in its own time";
                                }));

        assertThat(greenlet.get()).isEqualTo("in its own time");
    }

    @SuppressWarnings("ThreadSleep") // the JDK's own, on purpose
    private Object sleepThreeTimesAsLong() throws InterruptedException {
        Thread.sleep(SHORT.multipliedBy(3));
        return "slept";
    }

    /// Both are raised while a call takes no notice: both are thrown, one after the other.
    @Test
    void aTimeoutAndAKillOfOneCallAreBothDelivered() {
        var released = new CountDownLatch(1);
        var limit = Timeout.of(SHORT);
        var greenlet =
                Green.spawn(() -> {
                    limit.start();
                    JdkCall.run(() -> JdkCall.awaitUninterruptibly(released));
                    for (int i = 0; i < 2; i++) {
                        try {
                            Green.yieldNow();
                        } catch (Timeout | GreenletExit e) {
                            log.add(e.getClass());
                        }
                    }
                    Green.sleep(1);
                    log.add("flag: " + Thread.currentThread().isInterrupted());
                });
        Green.sleep(SHORT.multipliedBy(3));
        greenlet.killLater();
        Green.sleep(5);
        released.countDown();
        greenlet.get();

        assertThat(log).containsExactly(Timeout.class, GreenletExit.class, "flag: false");
    }

    /// A kill while the timeout's interrupt is handled by a first call ends the second one.
    @Test
    void aKillAfterTheTimeoutEndsTheCallThatComesNext() {
        var greenlet =
                Green.spawn(() -> {
                    Timeout.callOr(
                            SHORT,
                            "over",
                            () -> {
                                JdkCall.sleepForEver();
                                return "slept";
                            });
                    log.add("next");
                    JdkCall.sleepForEver();
                });
        while (log.isEmpty()) {
            Green.sleep(1);
        }
        greenlet.kill();

        assertThat(log).containsExactly("next");
        assertThat(greenlet.isKilled()).isTrue();
    }

    @Test
    void whatCannotBeInterruptedIsSaidOnce() {
        try (var said = new LogLines("was overrun by")) {
            for (int i = 0; i < 2; i++) {
                Timeout.call(SHORT, TimeoutInJdkCallTest::computeForLong);
            }

            assertThat(said.lines()).hasSize(1);
            assertThat(said.lines().getFirst()).contains("Timeout of 10 ms", "Green.blocking");
        }
    }

    private static void computeForLong() {
        long end = System.nanoTime() + 300_000_000;
        while (end - System.nanoTime() > 0) {
            Thread.onSpinWait();
        }
    }
}
