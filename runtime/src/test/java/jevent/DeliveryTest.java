package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// One request, one delivery: a kill inside a JDK call, on the way to one, and how it ended then.
@GreenTest(realTime = true)
@Tag("concurrency")
class DeliveryTest {

    private final List<Object> log = new ArrayList<>();

    @Test
    void whatHasEndedAJdkCallWasDeliveredAndTheCleanUpWaitsInPeace() {
        var greenlet =
                Green.spawn(() -> {
                    try {
                        JdkCall.sleepForEver();
                    } finally {
                        Green.sleep(1);
                        Green.yieldNow();
                        log.add("cleaned, flag: " + Thread.currentThread().isInterrupted());
                    }
                });
        Green.sleep(5);

        greenlet.kill();

        assertThat(log).containsExactly("cleaned, flag: false");
        assertThat(greenlet.isKilled()).isTrue();
        assertThat(greenlet.failure()).isInstanceOf(GreenletExit.class);
    }

    /// A wrapper that sets the flag again, as pools and drivers do: once more, and no more.
    @Test
    void aFlagThatIsSetAgainIsThrownOnceMore() {
        var greenlet =
                Green.spawn(() -> {
                    try {
                        JdkCall.run(DeliveryTest::sleepAsADriverDoes);
                    } catch (Throwable e) {
                        countHits();
                        throw e;
                    }
                });
        Green.sleep(5);

        greenlet.kill();

        assertThat(log).hasSizeBetween(1, 2).last().isEqualTo("in peace");
        assertThat(greenlet.isKilled()).isTrue();
    }

    private void countHits() {
        while (!log.contains("in peace")) {
            try {
                Green.sleep(1);
                log.add("in peace");
            } catch (GreenletExit again) {
                log.add("hit");
            }
        }
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
    void aCallThatTakesNoNoticeIsFollowedByTheKillOnce() {
        var released = new CountDownLatch(1);
        var greenlet =
                Green.spawn(() -> {
                    try {
                        JdkCall.run(() -> JdkCall.awaitUninterruptibly(released));
                        log.add("released");
                        Green.yieldNow();
                    } finally {
                        Green.sleep(1);
                        log.add("cleaned, flag: " + Thread.currentThread().isInterrupted());
                    }
                });
        Green.sleep(5);
        greenlet.killLater();
        Green.sleep(5);

        released.countDown();
        greenlet.join();

        assertThat(log).containsExactly("released", "cleaned, flag: false");
        assertThat(greenlet.isKilled()).isTrue();
    }

    @Test
    void blockingThrowsTheKillWithWhatTheDriverHasThrown() {
        var greenlet =
                Green.spawn(() -> {
                    try {
                        Green.blocking(DeliveryTest::sleepAsADriverDoes);
                    } finally {
                        log.add("flag: " + Thread.currentThread().isInterrupted());
                        Green.yieldNow();
                        log.add("cleaned");
                    }
                });
        Green.sleep(5);

        greenlet.kill();

        assertThat(log).containsExactly("flag: false", "cleaned");
        assertThat(greenlet.failure())
                .isInstanceOf(GreenletExit.class)
                .satisfies(exit ->
                        assertThat(exit.getSuppressed()[0])
                                .isInstanceOf(IOException.class)
                                .hasMessage("connection lost"));
    }

    @Test
    void blockingKeepsTheValueOfACallThatReturnsAndTheKillComesNext() {
        var greenlet =
                Green.spawn(() -> {
                    log.add(Green.blocking(DeliveryTest::sleepAndMakeTheBestOfIt));
                    log.add("flag: " + Thread.currentThread().isInterrupted());
                    Green.yieldNow();
                    log.add("not reached");
                });
        Green.sleep(5);

        greenlet.kill();

        assertThat(log).containsExactly("half", "flag: false");
        assertThat(greenlet.isKilled()).isTrue();
    }

    private static Object sleepAndMakeTheBestOfIt() {
        try {
            return JdkCall.sleep();
        } catch (InterruptedException e) {
            return "half";
        }
    }

    // ---- not lost on the way

    @Test
    void oneThatIsReadyIsKilledInTheJdkCallThatComesNext() {
        var event = new Event();
        var greenlet =
                Green.spawn(() -> {
                    event.await();
                    log.add("woken");
                    JdkCall.sleepForEver();
                });
        Green.yieldNow();

        event.set();
        greenlet.kill();

        assertThat(log).containsExactly("woken");
        assertThat(greenlet.isKilled()).isTrue();
    }

    @Test
    void oneThatAJdkQueueHasMadeReadyIsKilledAtItsNextTake() {
        var queue = new LinkedBlockingQueue<Integer>();
        var greenlet =
                Green.spawn(() -> {
                    while (true) {
                        log.add(JdkCall.run(queue::take));
                    }
                });
        Green.sleep(5);

        queue.add(1);
        greenlet.kill();

        assertThat(greenlet.isKilled()).isTrue();
        assertThat(log.size()).isLessThanOrEqualTo(1);
    }

    @Test
    void oneThatComputesIsKilledInTheBlockingCallThatComesNext() throws Exception {
        var computes = new CountDownLatch(1);
        var killed = new CountDownLatch(1);
        var greenlet =
                Green.spawn(() -> {
                    computes.countDown();
                    while (killed.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    Green.blocking(JdkCall::sleep);
                });
        Thread killer =
                Thread.ofPlatform()
                        .start(() -> {
                            JdkCall.awaitUninterruptibly(computes);
                            greenlet.killLater();
                            killed.countDown();
                        });

        greenlet.join();
        killer.join();

        assertThat(greenlet.isKilled()).isTrue();
    }

    /// But one that parks for long, and looks at the flag, is ended.
    @Test
    void aLongParkOfOnesOwnIsInterruptedAllTheSame() {
        var parked =
                Green.spawn(() -> {
                    JdkCall.run(() -> {
                        while (!Thread.interrupted()) {
                            LockSupport.parkNanos(100_000_000_000L);
                        }
                        throw new InterruptedException("given up");
                    });
                });
        Green.sleep(5);

        parked.kill();

        assertThat(parked.isKilled()).isTrue();
    }

    /// As in HikariCP, where who gives a connection back waits for who is to take it: with the flag
    /// set, the loop would never park again, and nobody could. Many times, since the kill may come
    /// while the JDK's timer is about to end the park.
    @Test
    void aLoopOfShortParksIsNotMadeToSpin() {
        for (int i = 0; i < 500; i++) {
            var taken = new AtomicBoolean();
            var giving = Green.spawn(() -> giveBack(taken));
            Green.sleep(Duration.ofNanos(100_000));
            giving.killLater();
            Green.sleep(Duration.ofNanos(100_000));

            taken.set(true);
            giving.join();

            assertThat(giving.isKilled()).isTrue();
        }
    }

    private static void giveBack(AtomicBoolean taken) throws Exception {
        JdkCall.run(() -> {
            while (!taken.get()) {
                LockSupport.parkNanos(10_000);
            }
            return "taken";
        });
        Green.yieldNow();
    }

    /// As in a pool, where another greenlet gives what this one waits for between its kill and its
    /// turn: the call returns that, and no flag is left for the pool's own loops.
    @Test
    void whatComesBetweenTheKillAndTheTurnIsReturnedWithoutTheFlag() {
        assumeTrue(Hub.mode() == Mode.CARRIER, "BATON interrupts a thread that has no turn");
        var handOver = new SynchronousQueue<String>();
        var greenlet =
                Green.spawn(() -> {
                    String item = handOver.poll(100, TimeUnit.SECONDS);
                    log.add(item + ", flag: " + Thread.currentThread().isInterrupted());
                    Green.yieldNow();
                    log.add("goes on");
                });
        Green.sleep(5);
        greenlet.killLater();
        assertThat(handOver.offer("item")).isTrue();
        greenlet.join();

        assertThat(log).containsExactly("item, flag: false");
        assertThat(greenlet.isKilled()).isTrue();
    }

    @Test
    void aSecondKillEndsTheSecondCall() {
        var greenlet =
                Green.spawn(() -> {
                    for (int i = 0; i < 2; i++) {
                        try {
                            JdkCall.sleepForEver();
                        } catch (InterruptedException | GreenletExit e) {
                            log.add("ended " + i);
                        }
                    }
                });
        Green.sleep(5);
        greenlet.killLater();
        Green.sleep(5);
        greenlet.killLater();
        greenlet.join();

        assertThat(log).containsExactly("ended 0", "ended 1");
        assertThat(greenlet.isSuccessful()).isTrue();
    }

    @Test
    void thirtyThousandKillsOfOneThatComputesAreOne() throws Exception {
        var computes = new CountDownLatch(1);
        var killed = new CountDownLatch(1);
        var greenlet =
                Green.spawn(() -> {
                    computes.countDown();
                    while (killed.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    try {
                        Green.yieldNow();
                    } finally {
                        Green.yieldNow();
                        log.add("cleaned");
                    }
                });
        Thread killer =
                Thread.ofPlatform()
                        .start(() -> {
                            JdkCall.awaitUninterruptibly(computes);
                            for (int i = 0; i < 30_000; i++) {
                                greenlet.killLater();
                            }
                            killed.countDown();
                        });

        greenlet.join();
        killer.join();

        assertThat(log).containsExactly("cleaned");
        assertThat(greenlet.isKilled()).isTrue();
    }

    // ---- how it ended

    @Test
    void anErrorOfOnesOwnThatEndsAJdkCallIsTheFailure(TestHub hub) {
        var error = new IllegalStateException("mine");
        var greenlet = Green.spawn(() -> JdkCall.sleepForEver());
        Green.sleep(5);

        greenlet.kill(error);

        assertThat(greenlet.failure()).isSameAs(error);
        assertThat(greenlet.isKilled()).isFalse();
        assertThat(hub.takeFailures()).containsExactly(error);
    }

    @Test
    void whatHasTheKillAsItsCauseIsNoFailure() {
        var greenlet =
                Green.spawn(() -> {
                    try {
                        new Event().await();
                    } catch (GreenletExit exit) {
                        throw new IllegalStateException("cannot go on", exit);
                    }
                });
        Green.yieldNow();

        greenlet.kill();

        assertThat(greenlet.isKilled()).isTrue();
        assertThat(greenlet.failure())
                .satisfies(exit -> assertThat(exit.getSuppressed()).hasSize(1));
    }

    /// The other way round: the kill of somebody else is no kill of one's own.
    @Test
    void theExitOfAnotherOneIsAFailure(TestHub hub) {
        var other = Green.spawn(() -> new Event().await());
        var waiting = Green.spawn(() -> other.get());
        waiting.linkException(log::add);
        Green.yieldNow();

        other.kill();
        waiting.join();
        Green.yieldNow();

        assertThat(waiting.failure()).isSameAs(other.failure());
        assertThat(waiting.isKilled()).isFalse();
        assertThat(waiting).hasToString(waiting.name() + " [failed: GreenletExit]");
        assertThat(log).containsExactly(waiting);
        assertThatThrownBy(() -> Green.joinAllOrRaise(List.of(waiting))).isSameAs(other.failure());
        assertThat(hub.takeFailures()).isEmpty(); // the link has observed it
    }

    @Test
    void theExitOfAnotherOneIsReportedIfNobodyObserves(TestHub hub) {
        var other = Green.spawn(() -> new Event().await());
        var waiting = Green.spawn(() -> other.get());
        Green.yieldNow();

        other.kill();
        waiting.join();

        assertThat(hub.takeFailures()).containsExactly(other.failure());
    }

    @Test
    void oneExitMayBeRaisedInMany() {
        var exit = new GreenletExit("all of you");
        var first = Green.spawn(() -> new Event().await());
        var second = Green.spawn(() -> new Event().await());
        Green.yieldNow();

        first.kill(exit);
        second.kill(exit);

        assertThat(first.isKilled()).isTrue();
        assertThat(second.isKilled()).isTrue();
        assertThat(second.failure()).isSameAs(exit);
    }

    @Test
    void anExitOfOnesOwnMakingEndsItAsKilled() {
        var greenlet =
                Green.spawn(() -> {
                    throw new GreenletExit("enough");
                });

        greenlet.join();

        assertThat(greenlet.isKilled()).isTrue();
    }

    @Test
    void aKillThatWasNotDeliveredIsNotHowItEnded(TestHub hub) {
        var broken = new IllegalStateException("before the next wait");
        var greenlet =
                Green.spawn(() -> {
                    Green.current().killLater();
                    throw broken;
                });

        greenlet.join();

        assertThat(greenlet.isKilled()).isFalse();
        assertThat(greenlet.failure()).isSameAs(broken);
        assertThat(hub.takeFailures()).containsExactly(broken);
    }
}
