package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.kernel.Raised;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Whatever a greenlet waits for: kill, timeout and interrupt get it out, and its `finally` runs.
@GreenTest
@Tag("concurrency")
class BlockingCallTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> log = new ArrayList<>();

    private Greenlet<?> spawnBlocked(BlockingCall call, TestHub hub) {
        Runnable wait = call.prepare();
        var greenlet =
                hub.hub()
                        .spawn(() -> {
                            try {
                                wait.run();
                                log.add("returned");
                            } finally {
                                log.add("finally");
                            }
                        });
        Green.sleep(1);
        assertThat(greenlet.isRunning()).isTrue();
        return greenlet;
    }

    /// What a call has started ends with the test.
    private static void end(TestHub hub) {
        for (var fiber : hub.hub().fibers()) {
            fiber.raise(Raised.kill(new GreenletExit()));
        }
        Green.sleep(1);
        hub.takeFailures();
    }

    @ParameterizedTest
    @EnumSource
    void isEndedByAKill(BlockingCall call, TestHub hub) {
        var greenlet = spawnBlocked(call, hub);

        greenlet.kill();

        assertThat(greenlet.isReady()).isTrue();
        assertThat(greenlet.failure()).isInstanceOf(GreenletExit.class);
        assertThat(log).containsExactly("finally");
        end(hub);
    }

    @ParameterizedTest
    @EnumSource
    void isEndedByAKillFromAnotherThread(BlockingCall call, TestHub hub) throws Exception {
        var greenlet = spawnBlocked(call, hub);

        var sent = new CountDownLatch(1); // while everybody waits, virtual time would pass
        Thread killer =
                Thread.ofPlatform()
                        .start(() -> {
                            greenlet.killLater();
                            sent.countDown();
                            greenlet.kill();
                        });
        sent.await();
        greenlet.join();
        killer.join();

        assertThat(greenlet.failure()).isInstanceOf(GreenletExit.class);
        assertThat(log).containsExactly("finally");
        end(hub);
    }

    @ParameterizedTest
    @EnumSource
    void isEndedByATimeoutWhichIsRecognisedByIdentity(BlockingCall call, TestHub hub) {
        Runnable wait = call.prepare();
        var limit = Timeout.of(SECOND);
        var greenlet =
                Green.spawn(() -> {
                    try (limit) {
                        limit.start();
                        wait.run();
                    }
                });

        assertThatThrownBy(greenlet::get).isSameAs(limit);
        assertThat(hub.elapsed()).isEqualTo(SECOND);
        end(hub);
    }

    @Nested
    @GreenTest(realTime = true)
    class InRealTime {

        @ParameterizedTest
        @EnumSource
        void isEndedByAnInterruptWhichIsKept(BlockingCall call, TestHub hub) {
            Runnable wait = call.prepare();
            var thread = new Thread[1];
            var greenlet =
                    Green.spawn(() -> {
                        thread[0] = Thread.currentThread();
                        try {
                            wait.run();
                        } finally {
                            log.add("interrupted: " + Thread.currentThread().isInterrupted());
                        }
                    });
            Green.sleep(1);

            try (var _ = hub.hub().hold("the interrupt")) {
                thread[0].interrupt();
                greenlet.join();
            }

            assertThat(greenlet.failure()).isInstanceOf(GreenletExit.class);
            assertThat(log).containsExactly("interrupted: true");
            end(hub);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNamedInTheDump(BlockingCall call, TestHub hub) {
        var greenlet = spawnBlocked(call, hub).named("the blocked one");

        assertThat(hub.hub().dump()).contains("the blocked one: waits for ");
        greenlet.kill();
        end(hub);
    }

    @AfterEach
    void nothingRemains() {
        assertThat(log).doesNotContain("returned");
    }
}
