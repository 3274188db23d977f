package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jevent.sync.Event;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/// A loop that does not go round, because one of its callbacks waits, is reported once. One that
/// rests is not.
@Timeout(30)
@Tag("concurrency")
class StalledLoopTest {

    enum Kind {
        OF_ITS_OWN_THREAD,
        HOSTED
    }

    private static final Duration LONG = Duration.ofHours(1);

    private final LogLines reports = new LogLines("is blocked by");
    private final List<ExecutorService> hosts = new ArrayList<>();

    @AfterEach
    void end() {
        reports.close();
        hosts.forEach(ExecutorService::shutdown);
    }

    private Hub open(Kind kind, String name) {
        if (kind == Kind.OF_ITS_OWN_THREAD) {
            return Hub.open(name);
        }
        var host = Executors.newSingleThreadScheduledExecutor();
        hosts.add(host);
        return Hub.host(name, Host.of(host));
    }

    @ParameterizedTest
    @EnumSource
    void aLockOfAGreenletThatWaitsForTheLoopIsReportedOnce(Kind kind) {
        try (var first = new Stalled(open(kind, "first"));
                var second = open(kind, "second")) {
            awaitReport("hub first");
            new Stalled(second).close(); // and so many looks more at the first

            assertThat(reportsOf("hub first")).hasSize(1);
            assertThat(reportsOf("hub first").getFirst())
                    .contains("is blocked by callbacks of hub first for ", " ms: ")
                    .contains("a callback waits for a ReentrantLock", "the loop does not go round")
                    .contains("in a greenlet, hub.spawn(...)", "hold no lock across a wait")
                    .contains("at jevent.StalledLoopTest$Stalled.takeLock");
            assertThat(first.holder.isReady()).isFalse();
        }
    }

    /// The lock of a greenlet that waits for the loop, wanted by a callback.
    private final class Stalled implements AutoCloseable {
        final Hub hub;
        final ReentrantLock lock = new ReentrantLock();
        final CompletableFuture<Thread> callback = new CompletableFuture<>();
        final Greenlet<?> holder;

        Stalled(Hub hub) {
            this.hub = hub;
            holder = hub.spawn(() -> with(lock, () -> Green.sleep(LONG)));
            hub.run(() -> "the holder sleeps");
            hub.execute(this::takeLock);
        }

        private void takeLock() {
            callback.complete(Thread.currentThread());
            try {
                lock.lockInterruptibly();
                lock.unlock();
            } catch (InterruptedException e) {
                return; // the test is over
            }
        }

        @Override
        public void close() {
            try {
                awaitReport(hub.toString());
            } finally {
                callback.join().interrupt();
                holder.kill();
                hub.close();
            }
        }
    }

    @Test
    void aMonitorOfAnotherThreadIsReported() {
        var monitor = new Object();
        try (Hub hub = Hub.open("entering")) {
            synchronized (monitor) {
                hub.execute(() -> {
                    synchronized (monitor) {
                        assertThat(Thread.holdsLock(monitor)).isTrue();
                    }
                });
                awaitReport("hub entering");
            }
            assertThat(hub.run(() -> "goes on")).isEqualTo("goes on");
        }
        assertThat(reportsOf("hub entering").getFirst()).contains("waits for a monitor");
    }

    /// What a greenlet may do, a callback must not: so nobody is told to do it there.
    @Test
    void aCallbackThatComputesIsToldWhereItShould() {
        try (Hub hub = Hub.open("computing")) {
            hub.spawn(() -> Green.sleep(1));
            hub.execute(() -> awaitReport("hub computing"));
            hub.run(() -> "goes on");
        }
        assertThat(reportsOf("hub computing").getFirst())
                .contains("a callback computes", "in a greenlet, hub.spawn(...)");
    }

    @ParameterizedTest
    @EnumSource
    void oneThatRestsIsNot(Kind kind) {
        try (Hub idle = open(kind, "idle");
                Hub sleeping = open(kind, "sleeping")) {
            idle.run(() -> Green.sleep(1)); // its loop goes round
            sleeping.run(() -> Green.sleep(1));
            var sleeper = sleeping.spawn(() -> Green.sleep(LONG));
            new Stalled(open(kind, "stalled")).close(); // and so many looks at the others

            assertThat(reportsOf("hub idle")).isEmpty();
            assertThat(reportsOf("hub sleeping")).isEmpty();
            sleeper.kill();
        }
    }

    /// Its loop could not go round in any case.
    @Test
    void norIsThatOfAThreadThatDoesSomethingElse() throws InterruptedException {
        assumeTrue(Hub.mode() == Mode.CARRIER, "in BATON the callback would not let go of the hub");
        var lock = new ReentrantLock();
        var begun = new Event();
        var released = new Event();
        var holder = Green.spawn(() -> with(lock, released::await));
        Green.yieldNow();
        Hub.current()
                .execute(() -> {
                    begun.set();
                    with(lock, () -> {});
                });
        begun.await();

        Thread.ofPlatform().start(() -> new Stalled(Hub.open("other")).close()).join();

        assertThat(reportsOf("hub " + Hub.current().name())).isEmpty();
        released.set();
        holder.join();
    }

    /// The thread that carries the hub must not be told that nothing can end its wait.
    @Test
    void aCallbackThatWaitsIsSomethingLeft() throws InterruptedException {
        var lock = new ReentrantLock();
        var locked = new CountDownLatch(1);
        var other =
                Thread.ofPlatform()
                        .start(() ->
                                with(
                                        lock,
                                        () -> {
                                            locked.countDown();
                                            awaitReport("callbacks of ");
                                        }));
        locked.await();
        var event = new Event();
        Hub.current().execute(() -> with(lock, event::set));

        event.await();
        other.join();
    }

    private static void with(ReentrantLock lock, Runnable body) {
        lock.lock();
        try {
            body.run();
        } finally {
            lock.unlock();
        }
    }

    private void awaitReport(String text) {
        while (reportsOf(text).isEmpty()) {
            if (Thread.interrupted()) { // by the test's limit
                throw new AssertionError("no report of " + text + ", only " + reports.lines());
            }
            Thread.onSpinWait();
        }
    }

    private List<String> reportsOf(String text) {
        return reports.lines().stream().filter(line -> line.contains(text)).toList();
    }
}
