package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.sync.Event;
import jevent.sync.Queue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// A greenlet that keeps its hub is reported; one that waits where the JDK cannot unmount it loses
/// the hub to another thread (CARRIER).
@Timeout(30)
@Tag("concurrency")
class RescueTest {

    private static final Event FIRST = new Event();
    private static final Event SECOND = new Event();
    private static final Event THIRD = new Event();
    private static final CountDownLatch FOURTH = new CountDownLatch(1);
    private static final Queue<String> FIFTH = Queue.unbounded();

    /// Each waits in its static initialiser: pinned, once in a process.
    private static final class PinsFirst {
        static final boolean WOKEN = await(FIRST);
    }

    private static final class PinsSecond {
        static final boolean WOKEN = await(SECOND);
    }

    private static final class PinsThird {
        static final boolean WOKEN = await(THIRD);
    }

    private static final class PinsFourth {
        static final boolean WOKEN = awaitLatch();
    }

    private static boolean await(Event event) {
        event.await();
        return true;
    }

    private static boolean awaitLatch() {
        try {
            FOURTH.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        FIFTH.put("in parallel");
        return true;
    }

    private final List<String> reports = Collections.synchronizedList(new ArrayList<>());

    /// The event that the pinned one waits for comes from another greenlet of its own hub.
    @Test
    void twoRescuesInARow() {
        try (Hub hub = Hub.open("pinned")) {
            var first = hub.spawn(() -> PinsFirst.WOKEN);
            var second = hub.spawn(() -> PinsSecond.WOKEN);
            hub.spawn(() -> {
                SECOND.set();
                FIRST.set();
            });

            assertThat(first.get()).isTrue();
            assertThat(second.get()).isTrue();
            assertThat(hub.run(() -> "alive")).isEqualTo("alive");
        }
    }

    @Test
    void aRescueWhileTheHubCloses() {
        Hub hub = Hub.open("pinned");
        var pinned = hub.spawn(() -> PinsThird.WOKEN);
        hub.spawn(() -> {
            Green.sleep(1);
            THIRD.set();
        });

        hub.close(Duration.ofHours(1));

        assertThat(pinned.get()).isTrue();
    }

    /// The rescued one runs in parallel until it waits, and then is in turn again; what it is
    /// handed meanwhile is not lost.
    @Test
    void theRescuedOneComesBackIntoTurn() {
        try (Hub hub = Hub.open("pinned")) {
            var pinned =
                    hub.spawn(() -> {
                        boolean woken = Green.blocking(() -> PinsFourth.WOKEN);
                        for (int i = 0; i < 100; i++) {
                            Green.yieldNow();
                            FIFTH.put("item " + i);
                        }
                        return woken;
                    });
            var other =
                    hub.spawn(() -> {
                        FOURTH.countDown();
                        List<String> got = new ArrayList<>();
                        for (int i = 0; i < 101; i++) {
                            got.add(FIFTH.get());
                        }
                        return got;
                    });

            assertThat(other.get()).hasSize(101).startsWith("in parallel").endsWith("item 99");
            assertThat(pinned.get()).isTrue();
        }
    }

    @Test
    void oneThatComputesWhileOthersStarveIsReported() {
        try (var _ = new Listener();
                Hub hub = Hub.open("computing")) {
            var computing = hub.spawn(this::computeUntilReported);
            hub.spawn(() -> "starves"); // alone it would harm nobody
            computing.join();
        }
        assertThat(reports.getFirst())
                .contains("hub computing is blocked by the computing one")
                .contains("it computes")
                .contains("RescueTest.computeUntilReported");
    }

    @Test
    void aHubThatNobodyCarriesIsReported() throws InterruptedException {
        try (var _ = new Listener()) {
            Thread elsewhere =
                    Thread.ofPlatform()
                            .name("a pool's")
                            .start(() -> {
                                Green.spawn(() -> "never has its turn");
                                while (reports.isEmpty()) {
                                    Thread.onSpinWait();
                                }
                            });
            elsewhere.join();
        }

        assertThat(reports.getFirst())
                .contains("hub a pool's is blocked by its own thread, which does not wait")
                .contains("Hub.shared().spawn(...)");
    }

    private void computeUntilReported() {
        Green.current().named("the computing one");
        while (reports.isEmpty()) {
            Thread.onSpinWait();
        }
    }

    /// Hears what the watchdog says.
    private final class Listener extends Handler implements AutoCloseable {
        private final Logger logger = Logger.getLogger("jevent");

        Listener() {
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            reports.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
