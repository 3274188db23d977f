package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.sync.Event;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a greenlet does after its hub has been taken from it (CARRIER): it runs in parallel, and
/// whatever it does next must be in turn again.
@GreenTest(realTime = true)
@Tag("concurrency")
class RescuedTest {

    private final CountDownLatch latch = new CountDownLatch(1);

    /// In BATON mode too: there the latch must not be opened by a greenlet.
    private void awaitPinned() {
        Pinned.run(this::awaitLatch);
    }

    private void awaitLatch() {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void openWhenRescued(Hub hub) {
        if (Hub.mode() == Mode.CARRIER) {
            hub.spawn(latch::countDown); // runs when another thread carries the hub
        } else {
            latch.countDown();
        }
    }

    @Test
    void itsEndIsInTurn() {
        try (Hub hub = Hub.open("pinned")) {
            List<Boolean> onHub = new ArrayList<>();
            var pinned = hub.spawn(this::awaitPinned);
            pinned.onEnd(() -> onHub.add(hub.loop().isOnHub()));
            openWhenRescued(hub);
            pinned.get();

            assertThat(onHub).containsExactly(true);
        }
    }

    @Test
    void aWakeUpAfterAJdkCallIsNotLost() {
        try (Hub hub = Hub.open("pinned")) {
            var event = new Event();
            var pinned =
                    hub.spawn(() -> {
                        awaitPinned();
                        Thread.sleep(5); // unmounted at last, and queued by the JDK
                        event.await();
                        return "woken";
                    });
            openWhenRescued(hub);
            hub.spawn(() -> {
                Green.sleep(300);
                event.set();
            });

            assertThat(pinned.get()).isEqualTo("woken");
        }
    }

    /// Pinned all the while: first in a wait of the hub, then in one of the JDK.
    @Test
    void onePinMayNeedTwoRescuersAndNoneIsLeft() {
        try (Hub hub = Hub.open("pinned")) {
            var event = new Event();
            var flag = new AtomicBoolean();
            var pinned =
                    hub.spawn(() ->
                                    Pinned.run(() -> {
                                        event.await();
                                        while (!flag.get()) {
                                            Green.yieldNow();
                                        }
                                        openWhenRescued(hub);
                                        awaitLatch();
                                    }))
                            .named("twice");
            hub.spawn(() -> {
                event.set();
                Green.yieldNow();
                hub.spawn(() -> flag.set(true));
            });
            pinned.get();
        }
        while (isRescuerLeft("twice")) {
            Thread.onSpinWait();
        }
    }

    private static boolean isRescuerLeft(String pinned) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("jevent-rescue of " + pinned));
    }

    /// The one who waits on its thread is ready first, but that thread is not free.
    @Test
    void theOthersGoOnWhileTheThreadOfTheirHubIsReadyAndStuck() {
        var root = new Event();
        var stuck = new Event();
        var pinned = Green.spawn(() -> Pinned.run(stuck::await));
        Green.spawn(() -> {
            root.set();
            Green.sleep(20);
            stuck.set();
        });
        root.await();

        pinned.get();
        assertThat(Green.spawn(() -> Green.run(() -> "alive")).get()).isEqualTo("alive");
    }

    @Test
    void aHubWhoseThreadIsStuckCanBeClosedByAnother() throws Exception {
        var stuck = new Event();
        var hub = new Hub[1];
        var begun = new CountDownLatch(1);
        Thread carrying =
                Thread.ofPlatform()
                        .start(() -> {
                            hub[0] = Hub.current();
                            Green.spawn(() -> Pinned.run(stuck::await));
                            Green.spawn(begun::countDown);
                            try {
                                Green.sleep(Duration.ofHours(1));
                            } catch (HubClosed closed) {
                                latch.countDown();
                            }
                        });
        begun.await(); // it has been rescued (CARRIER)
        hub[0].execute(stuck::set);
        hub[0].close();

        latch.await();
        carrying.join();
    }
}
