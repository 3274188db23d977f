package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

@GreenTest
@Tag("concurrency")
class KillTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<Object> log = new ArrayList<>();

    @Test
    void killedBeforeItsFirstTurnTheBodyNeverRunsAndLinksFireOnce() {
        var greenlet = Green.spawn(() -> log.add("body"));
        greenlet.link(log::add);

        greenlet.kill();
        greenlet.kill();
        Green.sleep(1);

        assertThat(log).containsExactly(greenlet);
        assertThat(greenlet.isReady()).isTrue();
        assertThat(greenlet.isRunning()).isFalse();
        assertThat(greenlet.isSuccessful()).isFalse();
        assertThatThrownBy(greenlet::get).isInstanceOf(GreenletExit.class);
        assertThatThrownBy(greenlet::get).isSameAs(greenlet.failure());
    }

    @Test
    void killedBeforeItsFirstTurnWithAReasonItHasFailedWithIt(TestHub hub) {
        var reason = new IllegalStateException("no longer needed");
        var greenlet = Green.spawn(() -> log.add("body"));

        greenlet.kill(reason);

        assertThat(greenlet.failure()).isSameAs(reason);
        assertThat(log).isEmpty();
        assertThat(hub.takeFailures()).containsExactly(reason);
    }

    @Test
    void aDelayedOneThatIsKilledNeverRuns(TestHub hub) {
        var greenlet = Green.spawnLater(SECOND, () -> log.add("body"));

        greenlet.kill();
        Green.sleep(SECOND.multipliedBy(2));

        assertThat(log).isEmpty();
        assertThat(greenlet.failure()).isInstanceOf(GreenletExit.class);
        assertThat(hub.hub().stats().timers()).isZero();
    }

    @Test
    void returnsWhenTheTargetIsDead() {
        var greenlet =
                Green.spawn(() -> {
                    try {
                        Green.sleep(SECOND);
                    } finally {
                        Green.sleep(SECOND);
                        log.add("cleaned up");
                    }
                });
        Green.yieldNow();

        greenlet.kill();

        assertThat(log).containsExactly("cleaned up");
    }

    @Test
    void killLaterDoesNotWait() {
        var greenlet = Green.spawn(() -> Green.sleep(SECOND));
        Green.yieldNow();

        greenlet.killLater();

        assertThat(greenlet.isReady()).isFalse();
        greenlet.join();
        assertThat(greenlet.failure()).isInstanceOf(GreenletExit.class);
    }

    /// It is ready, not waiting: the error comes at its next wait, and what it got it keeps.
    @Test
    void aReadyOneReturnsFromItsWaitAndDiesAtTheNext() {
        var event = new Event();
        var greenlet =
                Green.spawn(() -> {
                    event.await();
                    log.add("woken");
                    Green.yieldNow();
                    log.add("not reached");
                });
        Green.yieldNow();
        event.set();

        greenlet.kill();

        assertThat(log).containsExactly("woken");
    }

    /// As any wait with a limit: the sleep was over when the kill came.
    @Test
    void aKillAsTheTimeOfASleepIsOverComesAtTheNextWait() {
        var sleeper =
                Green.spawn(() -> {
                    Green.sleep(SECOND);
                    log.add("slept");
                    Green.yieldNow();
                });
        Green.yieldNow();
        Hub.current().loop().alarm(SECOND.toNanos(), sleeper::killLater);

        sleeper.join();

        assertThat(log).containsExactly("slept");
        assertThat(sleeper.isKilled()).isTrue();
    }

    @Test
    void aReadyOneThatEndsBeforeItsNextWaitHasItsResult() {
        var event = new Event();
        var greenlet =
                Green.spawn(() -> {
                    event.await();
                    return "result";
                });
        Green.yieldNow();
        event.set();

        greenlet.kill();

        assertThat(greenlet.get()).isEqualTo("result");
    }

    @Test
    void theFinallyBlockMayWaitInPeace() {
        var greenlet =
                Green.spawn(() -> {
                    try {
                        new Event().await();
                    } finally {
                        for (int i = 0; i < 3; i++) {
                            Green.sleep(SECOND);
                            log.add(i);
                        }
                    }
                });
        Green.yieldNow();

        greenlet.kill();

        assertThat(log).containsExactly(0, 1, 2);
    }

    @Test
    void killedInItsFinallyBlockThatEndsToo() {
        var greenlet =
                Green.spawn(() -> {
                    try {
                        new Event().await();
                    } finally {
                        log.add("cleaning");
                        Green.sleep(SECOND);
                        log.add("not reached");
                    }
                });
        Green.yieldNow();
        greenlet.killLater();
        Green.sleep(1);

        greenlet.kill();

        assertThat(log).containsExactly("cleaning");
    }

    @Test
    void whatItsFinallyBlockThrowsIsSuppressedInItsKillAndReported(TestHub hub) {
        var broken = new IllegalStateException("in finally");
        var greenlet = Green.spawn(() -> waitThenThrow(broken));
        Green.yieldNow();

        greenlet.kill();

        assertThat(greenlet.isKilled()).isTrue();
        assertThat(greenlet.failure())
                .isInstanceOf(GreenletExit.class)
                .hasSuppressedException(broken);
        assertThat(hub.takeFailures()).containsExactly(broken);
    }

    private static void waitThenThrow(RuntimeException error) {
        try {
            new Event().await();
        } catch (GreenletExit exit) {
            throw error;
        }
    }

    /// `catch (Exception e)` must not swallow it.
    @Test
    void catchExceptionCatchesNoKill() {
        var greenlet =
                Green.spawn(() -> {
                    try {
                        new Event().await();
                    } catch (Exception e) {
                        log.add("swallowed");
                    }
                });
        Green.yieldNow();

        greenlet.kill();

        assertThat(log).isEmpty();
        assertThat(greenlet.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void aKillThatIsCaughtIsOverAndASecondOneWorks() {
        var greenlet =
                Green.spawn(() -> {
                    try {
                        Green.sleep(SECOND);
                    } catch (GreenletExit first) {
                        log.add("ignored");
                    }
                    Green.sleep(SECOND);
                    log.add("not reached");
                });
        Green.yieldNow();

        assertThat(greenlet.kill(Duration.ofMillis(10))).isFalse();
        greenlet.kill();

        assertThat(log).containsExactly("ignored");
        assertThat(greenlet.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void aKillWithAReasonOfOnesOwnMayBeHandled() {
        var reason = new IllegalArgumentException("stop that");
        var greenlet =
                Green.spawn(() -> {
                    try {
                        new Event().await();
                        return null;
                    } catch (IllegalArgumentException e) {
                        return e;
                    }
                });
        Green.yieldNow();

        greenlet.kill(reason);

        assertThat(greenlet.get()).isSameAs(reason);
    }

    @Test
    void oneThatKillsItselfSeesItAtOnce() {
        var greenlet =
                Green.spawn(() -> {
                    Green.current().kill();
                    log.add("not reached");
                });

        greenlet.join();

        assertThat(log).isEmpty();
        assertThat(greenlet.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void oneThatKillsItselfLaterDiesAtItsNextWait() {
        var greenlet =
                Green.spawn(() -> {
                    Green.current().killLater();
                    log.add("goes on");
                    Green.yieldNow();
                    log.add("not reached");
                });

        greenlet.join();

        assertThat(log).containsExactly("goes on");
    }

    @Test
    void theDeadAreLeftInPeace() {
        var greenlet = Green.spawn(() -> "result");
        greenlet.join();

        greenlet.kill();
        greenlet.killLater();
        assertThat(greenlet.kill(SECOND)).isTrue();

        assertThat(greenlet.get()).isEqualTo("result");
    }

    @Test
    void manyKillersOfOneTargetAllReturn() {
        var deliveries = new AtomicInteger();
        var target =
                Green.spawn(() -> {
                    try {
                        new Event().await();
                    } finally {
                        deliveries.incrementAndGet();
                    }
                });
        Green.yieldNow();
        List<Greenlet<?>> killers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            killers.add(Green.spawn(() -> target.kill()));
        }

        Green.joinAll(killers);

        assertThat(deliveries).hasValue(1);
        assertThat(killers).allMatch(Greenlet::isSuccessful);
    }

    @Test
    void aKillerThatIsKilledLeavesTheTargetDying() {
        var target = Green.spawn(this::cleanUpForASecond);
        Green.yieldNow();
        var killer = Green.spawn(() -> target.kill());
        Green.yieldNow();

        killer.kill();
        assertThat(target.isReady()).isFalse();

        target.join();
        assertThat(log).containsExactly("clean");
    }

    private void cleanUpForASecond() {
        try {
            new Event().await();
        } finally {
            Green.sleep(SECOND);
            log.add("clean");
        }
    }

    @Test
    void twoThatKillEachOtherBothDie() {
        var both = new ArrayList<Greenlet<?>>();
        both.add(Green.spawn(() -> both.get(1).kill()));
        both.add(Green.spawn(() -> both.get(0).kill()));

        Green.joinAll(both);

        assertThat(both).allMatch(Greenlet::isReady);
    }

    @Test
    void killAllReturnsWhenAllAreDead() {
        List<Greenlet<?>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(Green.spawn(this::cleanUpForASecond));
        }
        Green.yieldNow();
        all.add(Green.spawn(() -> log.add("never begun")));
        all.add(all.getFirst());

        Green.killAll(all);

        assertThat(log).containsOnly("clean").hasSize(5);
        assertThat(all).allMatch(Greenlet::isReady);
    }

    @Test
    void killAllWithALimitTimesOutWhenSomeIgnoreIt() {
        var stubborn = Green.spawn(this::ignoreAKillForASecond);
        var willing = Green.spawn(() -> new Event().await());
        Green.yieldNow();
        var all = List.of(stubborn, willing);

        assertThatThrownBy(() -> Green.killAll(all, Duration.ofMillis(10)))
                .isInstanceOf(Timeout.class)
                .hasMessageContaining("1 greenlets do not end");

        assertThat(stubborn.isReady()).isFalse();
        assertThat(willing.isReady()).isTrue();
        stubborn.join();
    }

    private void ignoreAKillForASecond() {
        try {
            new Event().await();
        } catch (GreenletExit exit) {
            Green.sleep(SECOND);
        }
    }

    @Test
    void killAllWithALimitOfTheNotBegunIsAtOnce(TestHub hub) {
        var all = List.of(Green.spawn(this::ignoreAKillForASecond), Green.spawn(() -> {}));

        Green.killAll(all, SECOND);

        assertThat(all).allMatch(Greenlet::isReady);
        assertThat(hub.elapsed()).isZero();
    }

    @Test
    void oneThatKillsAllIncludingItselfDiesAsWell() {
        List<Greenlet<?>> all = new ArrayList<>();
        all.add(
                Green.spawn(() -> {
                    Green.killAll(all);
                    log.add("not reached");
                }));
        all.add(Green.spawn(() -> new Event().await()));

        Green.joinAll(all);

        assertThat(log).isEmpty();
        assertThat(all).allMatch(each -> each.failure() instanceof GreenletExit);
    }

    /// A child is not a part of its parent (unlike eventlet's local timers).
    @Test
    void theChildrenOfTheKilledGoOn() {
        var child = new ArrayList<Greenlet<?>>();
        var parent =
                Green.spawn(() -> {
                    child.add(Green.spawn(() -> Green.sleep(SECOND)));
                    new Event().await();
                });
        Green.yieldNow();

        parent.kill();
        child.getFirst().join();

        assertThat(child.getFirst().isSuccessful()).isTrue();
    }
}
