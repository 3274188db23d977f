package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.sync.Event;
import jevent.sync.Queue;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

@GreenTest
class SchedulingTest {

    private final List<Object> log = new ArrayList<>();

    @Test
    void spawnNeverRunsTheBodyBeforeTheCallerWaits() {
        Greenlet<?> greenlet = Green.spawn(() -> log.add("body"));
        log.add("after spawn");

        greenlet.join();

        assertThat(log).containsExactly("after spawn", "body");
    }

    @Test
    void greenletsRunInTheOrderOfTheirSpawns() {
        List<Greenlet<?>> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            all.add(Green.spawn(() -> log.add(number)));
        }
        Green.joinAll(all);

        assertThat(log).hasSize(1_000).isSortedAccordingTo((a, b) -> (int) a - (int) b);
    }

    /// The exact sequence; the same in both modes.
    @Test
    void firstReadyFirstRunAndWakingPutsAtTheEnd() {
        var event = new Event();
        var all =
                List.of(
                        Green.spawn(() -> step("a", event)),
                        Green.spawn(() -> step("b", event)),
                        Green.spawn(() -> {
                            log.add("c sets");
                            event.set();
                            log.add("c goes on");
                            Green.yieldNow();
                            log.add("c again");
                        }));

        Green.joinAll(all);

        assertThat(log)
                .containsExactly(
                        "a waits",
                        "b waits",
                        "c sets",
                        "c goes on",
                        "a woken",
                        "b woken",
                        "c again",
                        "a again",
                        "b again");
    }

    private void step(String name, Event event) {
        log.add(name + " waits");
        event.await();
        log.add(name + " woken");
        Green.yieldNow();
        log.add(name + " again");
    }

    @Test
    void twoThatPingPongAlternate() {
        Queue<Integer> ping = Queue.unbounded();
        Queue<Integer> pong = Queue.unbounded();
        var echo =
                Green.spawn(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        pong.put(ping.get());
                    }
                });
        for (int i = 0; i < 1_000; i++) {
            ping.put(i);
            assertThat(pong.get()).isEqualTo(i);
        }
        echo.join();
    }

    @Test
    void neverTwoAtATime() {
        var inside = new AtomicInteger();
        List<Greenlet<?>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(
                    Green.spawn(() -> {
                        for (int round = 0; round < 100; round++) {
                            log.add(inside.incrementAndGet());
                            inside.decrementAndGet();
                            Green.yieldNow();
                        }
                    }));
        }
        Green.joinAll(all);

        assertThat(log).containsOnly(1);
    }

    @Test
    void sleepersWakeInTheOrderOfTheirDeadlines() {
        List<Greenlet<?>> all = new ArrayList<>();
        for (int millis : new int[] {30, 10, 20, 10}) {
            all.add(
                    Green.spawn(() -> {
                        Green.sleep(millis);
                        log.add(millis);
                    }));
        }
        Green.joinAll(all);

        assertThat(log).containsExactly(10, 10, 20, 30);
    }

    @Test
    void aSleepOfZeroYields(TestHub hub) {
        Greenlet<?> other = Green.spawn(() -> log.add("other"));
        Green.sleep(Duration.ZERO);

        assertThat(log).containsExactly("other");
        assertThat(hub.elapsed()).isZero();
        assertThat(other.isReady()).isTrue();
        assertThatThrownBy(() -> Green.sleep(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void delayedOnesBeginInTheOrderOfTheirDelays(TestHub hub) {
        var late = Green.spawnLater(Duration.ofSeconds(2), () -> log.add("late"));
        var soon = Green.spawnLater(Duration.ofSeconds(1), () -> log.add("soon"));
        Green.joinAll(List.of(late, soon));

        assertThat(log).containsExactly("soon", "late");
        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    @GreenTest(realTime = true)
    void aLoopOfYieldsStarvesNoTimer() {
        var stop = new AtomicBoolean();
        Greenlet<?> spinner = Green.spawn(() -> spin(stop));
        Green.sleep(5);
        Green.sleep(5);
        stop.set(true);
        spinner.join();
    }

    private static void spin(AtomicBoolean stop) {
        while (!stop.get()) {
            Green.yieldNow();
        }
    }

    @Test
    @GreenTest(realTime = true)
    void aLoopOfYieldsStarvesNoMessageOfAnotherThread() {
        var stop = new AtomicBoolean();
        Hub hub = Hub.current();
        Greenlet<?> spinner = Green.spawn(() -> spin(stop));
        Thread.ofPlatform().start(() -> hub.spawn(() -> stop.set(true)));

        spinner.join();
    }

    /// A chain of callbacks that add callbacks is one turn each, not one turn for all.
    @Test
    @GreenTest(realTime = true)
    void callbacksThatAddCallbacksStarveNobody() {
        var stop = new AtomicBoolean();
        Hub hub = Hub.current();
        callAgain(hub, stop);
        var greenlet = Green.spawn(() -> Green.sleep(5));

        greenlet.join();
        stop.set(true);
    }

    private static void callAgain(Hub hub, AtomicBoolean stop) {
        hub.execute(() -> {
            if (!stop.get()) {
                callAgain(hub, stop);
            }
        });
    }

    /// loom.md: 64 turns, or 100 µs and a turn.
    @Test
    void theLoopGetsATurnAfter64Others() {
        var turns = new AtomicInteger();
        var seen = new AtomicInteger(-1);
        var stop = new AtomicBoolean();
        Greenlet<?> spinner =
                Green.spawn(() -> {
                    while (!stop.get()) {
                        turns.incrementAndGet();
                        Green.yieldNow();
                    }
                });
        Green.yieldNow();
        Hub.current()
                .loop()
                .alarm(
                        0,
                        () -> {
                            seen.set(turns.get());
                            stop.set(true);
                        });
        int before = turns.get();
        spinner.join();

        assertThat(seen.get() - before).isBetween(0, 65);
    }

    @Test
    @GreenTest(realTime = true)
    void aGreenletThatWaitsInTheJdkDoesNotStopTheOthers() throws Exception {
        var latch = new CountDownLatch(1);
        var waiting =
                Green.spawn(() ->
                        Green.blocking(() -> {
                            latch.await();
                            return "released";
                        }));
        var other =
                Green.spawn(() -> {
                    Green.sleep(1);
                    latch.countDown();
                });

        assertThat(waiting.get()).isEqualTo("released");
        other.join();
    }
}
