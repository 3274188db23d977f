package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// What is held back by [Green#shield], what is not, and when it comes.
@GreenTest
@Tag("concurrency")
class ShieldTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<Object> log = new ArrayList<>();

    @Test
    void killsAreHeldBackAndComeOnceAtTheNextWait() {
        var greenlet =
                Green.spawn(() -> {
                    Green.shield(() -> Green.sleep(SECOND));
                    log.add("shielded");
                    try {
                        Green.yieldNow();
                    } catch (GreenletExit exit) {
                        log.add("killed");
                    }
                    Green.sleep(SECOND);
                    log.add("once");
                });
        Green.yieldNow();

        greenlet.killLater();
        greenlet.killLater();
        greenlet.kill();

        assertThat(log).containsExactly("shielded", "killed", "once");
    }

    @Test
    void aTimeoutFromOutsideIsHeldBackAndOneFromInsideIsNot() {
        var outer = Timeout.of(SECOND);
        assertThatThrownBy(() ->
                        outer.call(() -> {
                            Green.shield(() -> {
                                log.add(
                                        Timeout.callOr(
                                                SECOND.multipliedBy(2),
                                                "inner",
                                                () -> sleepForAMinute()));
                            });
                            log.add("after");
                            Green.yieldNow();
                        }))
                .isSameAs(outer);

        assertThat(log).containsExactly("inner", "after");
    }

    private static String sleepForAMinute() {
        Green.sleep(Duration.ofMinutes(1));
        return "slept";
    }

    @Test
    void aTimeoutThatIsClosedInsideIsNotThrown(TestHub hub) {
        var outer = Timeout.start(SECOND);
        Green.shield(() -> {
            Green.sleep(SECOND.multipliedBy(2));
            outer.close();
        });
        Green.sleep(SECOND);

        assertThat(hub.elapsed()).isEqualTo(SECOND.multipliedBy(3));
    }

    @Test
    void shieldsMayBeNested() {
        var greenlet =
                Green.spawn(() -> {
                    Green.shield(() -> {
                        Green.shield(() -> Green.sleep(SECOND));
                        Green.sleep(SECOND);
                        log.add("still shielded");
                    });
                    Green.yieldNow();
                    log.add("not reached");
                });
        Green.yieldNow();

        greenlet.kill();

        assertThat(log).containsExactly("still shielded");
        assertThat(greenlet.isKilled()).isTrue();
    }

    @Test
    void aHopelessWaitEndsAllTheSame() {
        assertThatThrownBy(() -> Green.shield(() -> new Event().await()))
                .isInstanceOf(LoopExit.class);
    }

    @Test
    void whatWasRaisedBeforeItIsHeldBackToo() {
        var event = new Event();
        var greenlet =
                Green.spawn(() -> {
                    event.await();
                    Green.shield(() -> Green.sleep(SECOND));
                    log.add("shielded");
                    Green.yieldNow();
                });
        Green.yieldNow();

        event.set();
        greenlet.kill(); // it is ready already

        assertThat(log).containsExactly("shielded");
        assertThat(greenlet.isKilled()).isTrue();
    }

    @Test
    void theFlagOfAnInterruptIsKeptFromTheBodyAndSetAgain() {
        var greenlet =
                Green.spawn(() -> {
                    Thread.currentThread().interrupt();
                    Green.shield(() -> {
                        log.add("inside: " + Thread.currentThread().isInterrupted());
                        Green.sleep(SECOND);
                    });
                    log.add("outside: " + Thread.currentThread().isInterrupted());
                    Green.yieldNow();
                });

        greenlet.join();

        assertThat(log).containsExactly("inside: false", "outside: true");
        assertThat(greenlet.isKilled()).isTrue();
    }

    @Test
    void anInterruptOfOneThatRunsInsideIsHeldBackFromItsNextWaitOn() {
        var greenlet =
                Green.spawn(() -> {
                    Green.shield(() -> {
                        Thread.currentThread().interrupt();
                        Green.sleep(SECOND);
                        log.add("inside: " + Thread.currentThread().isInterrupted());
                    });
                    log.add("outside: " + Thread.currentThread().isInterrupted());
                    Green.yieldNow();
                });

        greenlet.join();

        assertThat(log).containsExactly("inside: false", "outside: true");
        assertThat(greenlet.isKilled()).isTrue();
    }

    @Test
    @GreenTest(realTime = true)
    void anInterruptOfAWaitInsideIsHeldBackWithItsFlag() {
        var thread = new Thread[1];
        var greenlet =
                Green.spawn(() -> {
                    thread[0] = Thread.currentThread();
                    Green.shield(() -> {
                        Green.sleep(20);
                        log.add("inside: " + Thread.currentThread().isInterrupted());
                    });
                    log.add("outside: " + Thread.currentThread().isInterrupted());
                    Green.yieldNow();
                });
        Green.sleep(5);
        thread[0].interrupt();
        greenlet.join();

        assertThat(log).containsExactly("inside: false", "outside: true");
        assertThat(greenlet.isKilled()).isTrue();
    }

    /// The flag comes when the wait is over, and before its greenlet goes on.
    @Test
    void anInterruptThatComesWithTheWakeUpIsHeldBackWithItsFlag() {
        var event = new Event();
        var thread = new Thread[1];
        var greenlet =
                Green.spawn(() -> {
                    thread[0] = Thread.currentThread();
                    Green.shield(() -> {
                        event.await();
                        log.add("inside: " + Thread.currentThread().isInterrupted());
                    });
                    log.add("outside: " + Thread.currentThread().isInterrupted());
                    Green.yieldNow();
                });
        Green.yieldNow();
        event.set();
        thread[0].interrupt();
        greenlet.join();

        assertThat(log).containsExactly("inside: false", "outside: true");
        assertThat(greenlet.isKilled()).isTrue();
    }

    @Test
    @GreenTest(realTime = true)
    void aKillDoesNotInterruptAJdkCallInside() {
        var released = new CountDownLatch(1);
        var greenlet =
                Green.spawn(() -> {
                    Green.shield(() -> log.add(JdkCall.run(() -> await(released))));
                    Green.yieldNow();
                    log.add("not reached");
                });
        Green.sleep(5);
        greenlet.killLater();
        Green.sleep(5);
        released.countDown();
        greenlet.join();

        assertThat(log).containsExactly("released");
        assertThat(greenlet.isKilled()).isTrue();
    }

    private static String await(CountDownLatch latch) throws InterruptedException {
        latch.await();
        return "released";
    }

    /// A driver has set the flag again: the clean-up is not hit, and what is left comes after it.
    @Test
    @GreenTest(realTime = true)
    void aFlagThatADriverHasSetAgainDoesNotHitTheCleanUp() {
        var greenlet =
                Green.spawn(() -> {
                    try {
                        Thread.currentThread();
                        JdkCall.run(ShieldTest::sleepAsADriverDoes);
                    } finally {
                        Green.shield(() -> {
                            Green.sleep(1);
                            log.add("cleaned");
                        });
                    }
                });
        Green.sleep(5);

        greenlet.kill();

        assertThat(log).containsExactly("cleaned");
        assertThat(greenlet.isKilled()).isTrue();
    }

    private static Object sleepAsADriverDoes() throws IOException {
        try {
            return JdkCall.sleep();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("connection lost", e);
        }
    }

    @Test
    void onAThreadWithoutAHubItIsAPlainCall() throws Exception {
        Thread thread = Thread.ofVirtual().start(() -> Green.shield(() -> log.add("called")));
        thread.join();

        assertThat(log).containsExactly("called");
    }

    @Test
    void whatTheBodyThrowsIsThrownAsItIs() {
        var broken = new IOException("broken");

        assertThatThrownBy(() ->
                        Green.shield(() -> {
                            throw broken;
                        }))
                .isSameAs(broken);
    }
}
