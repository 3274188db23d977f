package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.sync.Event;
import jevent.sync.Queue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// A greenlet that keeps its hub is reported; one that waits where the JDK cannot unmount it loses
/// the hub to another thread (CARRIER).
@Timeout(30)
@Tag("concurrency")
class RescueTest {

    private final List<String> reports = Collections.synchronizedList(new ArrayList<>());

    /// The event that the pinned one waits for comes from another greenlet of its own hub.
    @Test
    void twoRescuesInARow() {
        try (Hub hub = Hub.open("pinned")) {
            var events = List.of(new Event(), new Event());
            var first = hub.spawn(() -> Pinned.run(events.getFirst()::await));
            var second = hub.spawn(() -> Pinned.run(events.getLast()::await));
            hub.spawn(() -> events.reversed().forEach(Event::set));

            first.get();
            second.get();
            assertThat(hub.run(() -> "alive")).isEqualTo("alive");
        }
    }

    @Test
    void aRescueWhileTheHubCloses() {
        Hub hub = Hub.open("pinned");
        var event = new Event();
        var pinned = hub.spawn(() -> Pinned.run(event::await));
        hub.spawn(() -> {
            Green.sleep(1);
            event.set();
        });

        hub.close(Duration.ofHours(1));

        assertThat(pinned.isSuccessful()).isTrue();
    }

    /// The rescued one runs in parallel until it waits, and then is in turn again; what it is
    /// handed meanwhile is not lost.
    @Test
    void theRescuedOneComesBackIntoTurn() {
        var rescued = new CountDownLatch(1);
        var items = Queue.<String>unbounded();
        try (Hub hub = Hub.open("pinned")) {
            var pinned =
                    hub.spawn(() -> {
                        putAfter(rescued, items);
                        return true;
                    });
            var other =
                    hub.spawn(() -> {
                        rescued.countDown();
                        return Stream.generate(items::get).limit(101).toList();
                    });

            assertThat(other.get()).hasSize(101).startsWith("in parallel").endsWith("item 99");
            pinned.get();
        }
    }

    private static void putAfter(CountDownLatch rescued, Queue<String> items) throws Exception {
        Green.blocking(() -> {
            Pinned.run(() -> await(rescued));
            items.put("in parallel");
            return true;
        });
        for (int i = 0; i < 100; i++) {
            Green.yieldNow();
            items.put("item " + i);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
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
    void oneInANativeReadIsReportedAsThat() throws IOException {
        Process cat = new ProcessBuilder("cat").start(); // silent as long as nobody tells it
        try (var _ = new Listener();
                Hub hub = Hub.open("reading")) {
            var reading = hub.spawn(() -> cat.getInputStream().read()).named("the reader");
            hub.spawn(() -> "starves");
            while (reports.isEmpty()) {
                Thread.onSpinWait();
            }
            cat.getOutputStream().close();
            assertThat(reading.get()).isEqualTo(-1);
        }
        assertThat(reports.getFirst())
                .contains("hub reading is blocked by the reader")
                .contains("it reads what a process writes, and the JDK cannot unmount it")
                .contains(Hub.mode() == Mode.BATON ? "Green.blocking()" : "Hub.open(\"files\")");
    }

    @Test
    void aHubWhoseThreadHasEndedIsClosed() throws InterruptedException {
        var hub = new CompletableFuture<Hub>();
        var forgotten = new CompletableFuture<Greenlet<String>>();
        Thread elsewhere =
                Thread.ofPlatform()
                        .start(() -> {
                            hub.complete(Hub.current());
                            hub.join().onError((where, it, error) -> reports.add("" + error));
                            Green.sleep(Duration.ofNanos(1));
                            forgotten.complete(Green.spawn(() -> "has its turn all the same"));
                        });
        elsewhere.join();

        assertThat(forgotten.join().get()).isEqualTo("has its turn all the same");
        hub.join().close();
        assertThat(Hubs.all()).doesNotContain(hub.join());
        assertThat(reports.getFirst())
                .contains("the thread of hub", "has ended", "Hub.shared()", "[not begun]");
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
