package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jevent.sync.Event;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Code that runs on another hub for somebody who is killed meanwhile, or runs out of time.
@GreenTest(realTime = true)
@Tag("concurrency")
class HubRunTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<Object> log = Collections.synchronizedList(new ArrayList<>());
    private final Hub other = Hub.open("other");
    private final Event begun = new Event();

    @AfterEach
    void close() {
        other.close();
    }

    /// Waits for ever, and takes its time to clean up.
    private Object linger() {
        begun.set();
        try {
            new Event().await();
            return "never";
        } finally {
            Green.sleep(SHORT);
            log.add("body is dead");
        }
    }

    /// Ignores its kill, and returns a value when it is allowed to.
    private Object ignoreKills(Event release) {
        begun.set();
        while (!release.isSet()) {
            try {
                release.await();
            } catch (GreenletExit exit) {
                log.add("killed");
            }
        }
        return "value";
    }

    private void awaitBegin() {
        while (!begun.await(HOUR)) {
            Green.yieldNow();
        }
    }

    @Test
    void aKillOfTheCallerIsSeenWhenTheBodyIsDead() {
        var caller =
                Green.spawn(() -> {
                    try {
                        return other.run(this::linger);
                    } catch (GreenletExit exit) {
                        log.add("caller sees it");
                        throw exit;
                    }
                });
        awaitBegin();
        caller.kill();

        assertThat(log).containsExactly("body is dead", "caller sees it");
        assertThat(caller.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void aTimeoutOfTheCallerIsSeenWhenTheBodyIsDead() {
        Object result = Timeout.callOr(SHORT, "fallback", () -> other.run(this::linger));

        assertThat(result).isEqualTo("fallback");
        assertThat(log).isSubsetOf("body is dead");
        while (other.stats().greenlets() > 0) {
            Thread.onSpinWait(); // its thread may be about to take it off its list
        }
    }

    @Test
    void aBodyThatHasNotBegunNeverBegins() throws Exception {
        var free = new CountDownLatch(1);
        other.execute(() -> await(free));
        var caller = Green.spawn(() -> other.run(() -> log.add("never")));
        Green.yieldNow();
        caller.killLater();
        Green.yieldNow();
        free.countDown();
        caller.join();

        assertThat(caller.failure()).isInstanceOf(GreenletExit.class);
        assertThat(other.<Object>run(() -> "a later one")).isEqualTo("a later one");
        assertThat(log).isEmpty();
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static void await(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aSecondKillEndsTheWaitForTheBody() {
        var release = new Event();
        var caller = Green.spawn(() -> other.run(() -> ignoreKills(release)));
        awaitBegin();
        caller.killLater();
        while (log.isEmpty()) {
            Green.sleep(SHORT);
        }
        assertThat(caller.isReady()).isFalse();
        caller.kill();
        release.set();

        assertThat(caller.failure()).isInstanceOf(GreenletExit.class);
        assertThat(log).containsExactly("killed");
    }

    @Test
    void aValueIsReturnedAndTheKillComesLater() {
        var release = new Event();
        var caller =
                Green.spawn(() -> {
                    log.add(other.<Object>run(() -> ignoreKills(release)));
                    log.add(catchThrowable(Green::yieldNow) instanceof GreenletExit);
                    log.add(catchThrowable(Green::yieldNow) == null);
                });
        awaitBegin();
        caller.killLater();
        while (log.isEmpty()) {
            Green.sleep(SHORT);
        }
        release.set();
        caller.join();

        assertThat(log).containsExactly("killed", "value", true, true);
    }

    @Test
    void aValueThatComesAfterATimeoutIsReturnedAndTheTimeoutIsOver() {
        var release = new Event();
        Green.spawn(() -> {
            while (log.isEmpty()) {
                Green.sleep(SHORT);
            }
            release.set();
        });
        Object result = "not begun";
        while (!begun.isSet()) { // the limit may be over before the other hub has begun
            result =
                    Timeout.callOr(SHORT, "not begun", () -> other.run(() -> ignoreKills(release)));
        }
        Green.sleep(SHORT);

        assertThat(result).isEqualTo("value");
    }

    @Test
    void anInterruptOfAThreadWithoutAHubEndsTheBodyFirst() throws Exception {
        Thread stranger =
                Thread.ofVirtual()
                        .start(() -> {
                            Throwable thrown = catchThrowable(() -> other.run(this::linger));
                            log.add(thrown instanceof GreenletExit);
                            log.add(Thread.currentThread().isInterrupted());
                        });
        awaitBegin();
        stranger.interrupt();
        stranger.join();

        assertThat(log).containsExactly("body is dead", true, true);
    }

    /// Each is opened in a body and closed by whoever gets it, or by the body itself.
    @Test
    void noResourceIsLost() {
        long seed = System.nanoTime();
        System.out.println("HubRunTest seed " + seed);
        var random = new Random(seed);
        var open = new AtomicInteger();
        for (int round = 0; round < 3_000; round++) {
            int opening = random.nextInt(4);
            int waiting = random.nextInt(4);
            boolean timeout = random.nextBoolean();
            var caller =
                    Green.spawn(() -> {
                        java.util.concurrent.Callable<Object> use = () -> useOne(opening, open);
                        return timeout
                                ? Timeout.callOr(Duration.ofNanos(waiting * 20_000L), "over", use)
                                : use.call();
                    });
            for (int i = 0; i < waiting; i++) {
                Green.yieldNow();
            }
            if (!timeout) { // both would be two, and the second one does not wait
                caller.kill();
            }
            caller.join();
        }
        other.run(() -> "all that went before is done");

        assertThat(open).as("seed %d", seed).hasValue(0);
        assertThat(other.stats().greenlets()).isLessThan(2);
    }

    private Object useOne(int opening, AtomicInteger open) {
        AutoCloseable resource =
                other.<AutoCloseable>run(() -> {
                    for (int i = 0; i < opening; i++) {
                        Green.yieldNow();
                    }
                    open.incrementAndGet();
                    return open::decrementAndGet;
                });
        try (resource) {
            Green.yieldNow();
            return "used";
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatTheBodyFailsWithWhileItDiesIsReported() {
        var failure = new IllegalStateException("rollback failed");
        List<Throwable> reported = Collections.synchronizedList(new ArrayList<>());
        other.onError((where, context, error) -> reported.add(error));
        var caller =
                Green.spawn(() ->
                        other.run(() -> {
                            begun.set();
                            try {
                                Green.sleep(HOUR);
                            } finally {
                                fail(failure);
                            }
                        }));
        awaitBegin();
        caller.kill();
        other.close();

        assertThat(caller.failure()).isInstanceOf(GreenletExit.class);
        assertThat(reported).containsExactly(failure);
    }

    private static void fail(RuntimeException failure) {
        throw failure;
    }
}
