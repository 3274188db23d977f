package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jevent.kernel.Lifecycle;
import jevent.loop.Clock;
import jevent.sync.AsyncResult;
import jevent.sync.Event;
import jevent.testing.VirtualClock;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Grace, kill, stop; and nothing is stranded.
@Timeout(30)
@Tag("concurrency")
class HubCloseTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final List<Object> log = Collections.synchronizedList(new ArrayList<>());

    private Hub open() {
        Hub hub = Hub.open("closing");
        hub.onError((where, context, error) -> log.add(error));
        return hub;
    }

    @Test
    void greenletsThatEndWithinTheGraceEndInPeace() {
        Hub hub = open();
        var greenlet =
                hub.spawn(() -> {
                    Green.sleep(5);
                    return "done";
                });

        hub.close(HOUR);

        assertThat(greenlet.get()).isEqualTo("done");
        assertThat(hub.isClosed()).isTrue();
        assertThat(Hubs.all()).doesNotContain(hub);
    }

    @Test
    void thoseThatDoNotAreKilledAndTheirFinallyBlocksRun() {
        Hub hub = open();
        var greenlet =
                hub.spawn(() -> {
                    try {
                        new Event().await();
                    } finally {
                        Green.sleep(1);
                        log.add("cleaned up");
                    }
                });

        hub.close(SHORT);

        assertThat(log).containsExactly("cleaned up");
        assertThat(greenlet.failure())
                .isInstanceOf(GreenletExit.class)
                .hasMessageContaining("hub closing is closing");
    }

    /// The first one has begun to close, and has not come to the hub yet.
    @Test
    void aCloseThatOvertakesAnotherOneEndsTheHub() {
        Hub hub = open();
        hub.spawn(() -> new Event().await());
        hub.life().enter(Lifecycle.State.CLOSING);

        hub.close(SHORT);

        assertThat(hub.life().isStopping()).isTrue();
        assertThat(log).isEmpty();
    }

    /// It stops on the way that the table of its life has.
    @Test
    void itGoesThroughTheStatesOfItsLife() {
        Hub hub = open();
        List<Lifecycle.State> states = Collections.synchronizedList(new ArrayList<>());
        hub.spawn(() -> {
            try {
                states.add(hub.life().state());
                new Event().await();
            } finally {
                states.add(hub.life().state());
                hub.execute(() -> states.add(hub.life().state()));
            }
        });
        hub.run(() -> {});

        hub.close(SHORT);

        assertThat(states)
                .containsExactly(
                        Lifecycle.State.OPEN, Lifecycle.State.KILLED, Lifecycle.State.STOPPING);
    }

    @Test
    void aClosedHubRefusesWork() {
        Hub hub = open();
        hub.close();

        assertThatThrownBy(() -> hub.spawn(() -> "late"))
                .isInstanceOf(HubClosed.class)
                .hasMessageContaining("cannot spawn a greenlet: hub closing [closed]");
        assertThatThrownBy(() -> hub.spawnLater(SHORT, () -> "late")).isInstanceOf(HubClosed.class);
        assertThatThrownBy(() -> hub.run(() -> "late")).isInstanceOf(HubClosed.class);
        assertThatThrownBy(() -> hub.execute(() -> log.add("late")))
                .isInstanceOf(HubClosed.class)
                .hasMessageContaining("hub closing [closed] has stopped; use one that is open");
        assertThat(log).isEmpty();
    }

    @Test
    void whileItClosesItStillTakesCallbacks() {
        Hub hub = open();
        hub.spawn(() -> {
            hub.close(HOUR);
            hub.execute(() -> log.add("callback"));
        });
        hub.close();

        assertThat(log).containsExactly("callback");
    }

    @Test
    void everyCallbackThatItHasTakenRuns() {
        Hub hub = open();
        var count = new AtomicInteger();
        hub.run(() -> {
            for (int i = 0; i < 2_000; i++) {
                hub.execute(count::incrementAndGet);
            }
            return null;
        });
        hub.close();

        assertThat(count).hasValue(2_000);
    }

    /// Each callback runs or is refused, at once or by the error handler; none is forgotten.
    @Test
    void whoPostsWhileItStopsIsServedOrTold() throws Exception {
        for (int round = 0; round < 100; round++) {
            Hub hub = Hub.open("closing");
            var served = new AtomicInteger();
            hub.onError((where, context, error) ->
                    served.addAndGet(error instanceof HubClosed ? 1 : 0));
            var taken = new AtomicInteger();
            var go = new CountDownLatch(1);
            var poster = Thread.ofPlatform().start(() -> postUntilClosed(hub, go, taken, served));
            go.await();
            hub.close();
            poster.join();

            while (served.get() < taken.get()) {
                Thread.onSpinWait(); // its thread tells the last ones when it has stopped
            }
            assertThat(served).hasValue(taken.get());
        }
    }

    private static void postUntilClosed(
            Hub hub, CountDownLatch go, AtomicInteger taken, AtomicInteger served) {
        try {
            while (true) {
                hub.execute(served::incrementAndGet);
                taken.incrementAndGet();
                go.countDown();
                while (taken.get() - served.get() > 1_000) {
                    Thread.onSpinWait(); // an inbox has no limit
                }
            }
        } catch (HubClosed closed) {
            assertThat(closed).hasMessageContaining("has stopped");
        }
    }

    @Test
    void aSignalToAClosedHubHurtsNobody() {
        Hub hub = open();
        var event = new Event();
        AsyncResult<String> result = AsyncResult.promise();
        hub.spawn(() -> event.await());
        hub.spawn(() -> result.get());
        var hold = hub.hold("for ever");
        hub.close(Duration.ZERO);

        event.set();
        result.set("late");
        hold.close();
        hub.tryExecute(() -> log.add("never"));

        assertThat(log).isEmpty();
    }

    @Test
    void onesThatAreToBeginLaterAreNotStranded() {
        Hub hub = open();
        var later = hub.spawnLater(HOUR, () -> "late");
        hub.run(() -> "the timer runs");

        hub.close(HOUR);

        assertThat(catchThrowable(later::get)).isInstanceOf(GreenletExit.class);
    }

    /// Its loop is in a round then, and looks when that is over.
    @Test
    void aCallbackMayCloseItsHub() throws InterruptedException {
        Hub hub = open();
        hub.onError((where, context, error) -> log.add(error));
        var closing = new CountDownLatch(1);
        hub.execute(() -> {
            hub.close();
            closing.countDown();
        });
        closing.await();

        hub.close();

        assertThat(log).isEmpty();
    }

    @Test
    void linksOfThoseThatEndLastStillRun() {
        Hub hub = open();
        hub.run(() -> {
            var last = Green.spawn(() -> Green.sleep(5));
            last.link(greenlet -> {
                Green.sleep(1);
                log.add("link");
            });
            last.rawLink(() -> log.add("rawLink"));
            return null;
        });

        hub.close(HOUR);

        assertThat(log).containsExactlyInAnyOrder("link", "rawLink");
    }

    /// Nobody kills it at the end of the grace, for it begins only then.
    @Test
    void aLinkThatBeginsAfterTheKillIsKilledLater() {
        Hub hub = Hub.open(HubOptions.named("closing").withClock(new VirtualClock()));
        hub.onError((where, context, error) -> log.add(error));
        hub.run(() -> {
            var killed = Green.spawn(() -> new Event().await());
            killed.link(greenlet -> {
                try {
                    Green.sleep(1_000);
                    log.add("cleaned up");
                    new Event().await();
                } finally {
                    log.add("killed");
                }
            });
            return null;
        });

        hub.close(SHORT);

        assertThat(log).containsExactly("cleaned up", "killed");
        assertThat(hub.stats().greenlets()).isZero();
    }

    /// The hub is past its grace when the spawn of another thread arrives.
    @Test
    void oneThatWasSpawnedInTimeAndArrivesTooLateNeverBegins() {
        Hub hub = open();
        var late = new Greenlet<>(hub, () -> log.add("ran"));
        hub.spawn(() -> {
            try {
                new Event().await();
            } finally {
                late.start();
                Green.yieldNow();
            }
        });

        hub.close(SHORT);

        assertThat(late.failure()).isInstanceOf(HubClosed.class);
        assertThat(log).containsExactly(late.failure());
    }

    @Test
    void closingTwiceAndFromManySidesIsTheSameAsOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            Hub hub = open();
            hub.spawn(() -> {
                Green.yieldNow();
                hub.close(HOUR);
                log.add("inside");
            });
            hub.tryExecute(() -> hub.close(HOUR));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                threads.add(Thread.ofPlatform().start(() -> hub.close(HOUR)));
            }
            hub.close(HOUR);
            for (Thread thread : threads) {
                thread.join();
            }
            hub.close();
            assertThat(log).containsExactly("inside");
            log.clear();
        }
    }

    @Test
    void aGreenletThatIgnoresItsKillIsKilledAgainByNobodyAndReported() throws Exception {
        Hub hub = Hub.open(HubOptions.named("closing").withClock(new VirtualClock()));
        hub.onError((where, context, error) -> log.add(error.getMessage()));
        var release = new Event();
        var stubborn = hub.spawn(() -> ignoreKillsUntil(release)).named("stubborn");
        hub.run(() -> "stubborn waits");

        hub.close(Duration.ZERO);

        assertThat(log.toString())
                .contains("these greenlets ignore their kill and go on")
                .contains("stubborn: waits for Event");
        release.set();
        stubborn.join();
        assertThat(stubborn.isSuccessful()).isTrue();
    }

    private static void ignoreKillsUntil(Event release) {
        while (!release.isSet()) {
            try {
                release.await();
            } catch (GreenletExit ignored) {
                assertThat(release.isSet()).isFalse();
            }
        }
    }

    @Test
    void theOneWhoClosesMayGiveUpAndTheHubClosesAllTheSame() {
        Hub hub = open();
        var release = new Event();
        var greenlet = hub.spawn(() -> release.await());
        try (Hub closer = Hub.open("closer")) {
            var gaveUp =
                    closer.spawn(() ->
                            jevent.Timeout.callOr(
                                    Duration.ofMillis(1),
                                    "gave up",
                                    () -> {
                                        hub.close(HOUR);
                                        return "closed";
                                    }));
            assertThat(gaveUp.get()).isEqualTo("gave up");
        }
        release.set();
        hub.close();

        assertThat(greenlet.isSuccessful()).isTrue();
    }

    /// Each spawn runs to its end or is refused; none is forgotten.
    @Test
    void whoSpawnsWhileItClosesIsServedOrRefused() throws Exception {
        for (int round = 0; round < 100; round++) {
            Hub hub = Hub.open("closing");
            hub.onError((where, context, error) -> {});
            var go = new CountDownLatch(1);
            List<Greenlet<?>> spawned = Collections.synchronizedList(new ArrayList<>());
            var spawner = Thread.ofPlatform().start(() -> spawnUntilClosed(hub, go, spawned));
            go.await();
            hub.close(HOUR);
            spawner.join();

            for (Greenlet<?> greenlet : spawned) {
                assertThat(greenlet.join(Duration.ofSeconds(5))).isTrue();
            }
        }
    }

    private static void spawnUntilClosed(Hub hub, CountDownLatch go, List<Greenlet<?>> spawned) {
        var count = new AtomicInteger();
        try {
            while (true) {
                spawned.add(hub.spawn(count::incrementAndGet));
                spawned.add(hub.spawnLater(Duration.ofNanos(1), count::incrementAndGet));
                go.countDown();
                while (spawned.size() - count.get() > 100 && !hub.isClosed()) {
                    Thread.onSpinWait(); // or a slow hub would have a million of them
                }
            }
        } catch (HubClosed closed) {
            assertThat(closed).hasMessageContaining("closed");
        }
    }

    @Test
    void aThreadMayCloseTheHubThatItCarriesAndHasANewOneThen() throws Exception {
        onAThread(() -> {
            Hub first = Hub.current();
            var greenlet = Green.spawn(() -> new Event().await());
            RawGreenlet.current();
            first.close(SHORT);
            log.add(greenlet.failure() instanceof GreenletExit);
            log.add(Hub.current() != first);
            log.add(Green.spawn(() -> "alive").get());
            log.add(new RawGreenlet(x -> "raw").switchTo());
        });

        assertThat(log).containsExactly(true, true, "alive", "raw");
    }

    /// The hub is closed by somebody else while its thread sleeps on it: that sleep never ends.
    @Test
    void theThreadThatWaitsOnAHubThatIsClosedIsTold() throws Exception {
        var hub = new Hub[1];
        var sleeping = new CountDownLatch(1);
        var carrying =
                Thread.ofPlatform()
                        .start(() -> {
                            hub[0] = Hub.current();
                            Green.spawn(sleeping::countDown);
                            log.add(catchThrowable(() -> Green.sleep(HOUR)));
                            log.add(Green.spawn(() -> "alive").get());
                        });
        sleeping.await();
        hub[0].close();
        carrying.join();

        assertThat(log).hasSize(2).last().isEqualTo("alive");
        assertThat(log.getFirst())
                .isInstanceOf(HubClosed.class)
                .asString()
                .contains("was closed while thread");
    }

    @Test
    void aThreadThatJoinsAHubThatIsClosedGoesOn() throws Exception {
        onAThread(() -> {
            Hub hub = Hub.current();
            Green.spawnLater(HOUR, () -> "never");
            Green.spawn(() -> hub.close());
            hub.join();
            log.add(hub.isClosed());
        });

        assertThat(log).containsExactly(true);
    }

    private void onAThread(Runnable body) throws InterruptedException {
        Thread thread =
                Thread.ofPlatform()
                        .uncaughtExceptionHandler((t, error) -> log.add(error))
                        .start(body);
        thread.join();
    }

    @Test
    void suspendedRawGreenletsAreEnded() {
        Hub hub = open();
        hub.run(() -> {
            var main = RawGreenlet.current();
            var raw =
                    new RawGreenlet(x -> {
                        try {
                            return main.switchTo("suspended");
                        } finally {
                            log.add("finally");
                        }
                    });
            return raw.switchTo();
        });

        hub.close(SHORT);

        assertThat(log).containsExactly("finally");
    }

    @Test
    void theSharedHubIsNotClosed() {
        assertThatThrownBy(() -> Hub.shared().close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Hub.open");
        assertThat(Hub.shared().run(() -> "alive")).isEqualTo("alive");
    }

    @Test
    void hubsThatComeAndGoLeaveNoThread() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            try (Hub hub = Hub.open("short-lived")) {
                assertThat(hub.run(() -> "alive")).isEqualTo("alive");
            }
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("jevent-short-lived")) {
                thread.join(); // it is on its way out
            }
        }
    }

    @Test
    void aSecondCloseGivesItsThreadNoSecondHub() throws Exception {
        var left = new ArrayList<Object>();
        Thread.ofPlatform()
                .start(() -> {
                    Hub hub = Hub.carrying("once", Clock.SYSTEM);
                    hub.close(Duration.ZERO);
                    hub.close(Duration.ZERO);
                    left.add(String.valueOf(Hub.currentOrNull()));
                })
                .join();

        assertThat(left).containsExactly("null");
    }
}
