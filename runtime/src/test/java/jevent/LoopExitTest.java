package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.sync.AsyncResult;
import jevent.sync.Event;
import jevent.sync.Queue;
import jevent.sync.Semaphore;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/// A wait of the carrying thread that nothing can end.
@GreenTest
class LoopExitTest {

    @Test
    void namesEveryBlockedGreenletAndWhatItWaitsFor() {
        var event = new Event();
        var lock = new Semaphore(0);
        var one = Green.spawn(() -> event.await()).named("one");
        var two = Green.spawn(() -> lock.acquire()).named("two");

        assertThatThrownBy(() -> new AsyncResult<String>().get())
                .isInstanceOf(LoopExit.class)
                .hasMessageContaining("waits for AsyncResult [not set, 1 waiting]")
                .hasMessageContaining("\n  one waits for Event [not set, 1 waiting]")
                .hasMessageContaining("\n  two waits for Semaphore [0 permits, 1 waiting]")
                .hasMessageContaining("try (var hold = Hub.current().hold(\"why\")) { ... }")
                .hasMessageContaining("AsyncResult.promise()");
        Green.killAll(List.of(one, two));
    }

    @Test
    void theHubStaysUsable() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> new Event().await()).isInstanceOf(LoopExit.class);
            assertThat(Green.spawn(() -> "alive").get()).isEqualTo("alive");
        }
    }

    @Test
    void aTimerCountsAsSomethingLeft() {
        var event = new Event();
        Hub.current().loop().alarm(1, event::set);
        event.await();
    }

    @Test
    void anUnreferencedTimerDoesNot() {
        var event = new Event();
        var timer = Hub.current().loop().timer(Duration.ofMillis(1));
        timer.ref(false);
        timer.start(event::set);

        assertThatThrownBy(event::await).isInstanceOf(LoopExit.class);
        timer.close();
    }

    @Test
    void aHoldCounts() {
        var event = new Event();
        var hold = Hub.current().hold("another thread");
        Thread.ofPlatform().start(event::set);
        event.await();
        hold.close();
        hold.close();
        event.clear();

        assertThatThrownBy(event::await).isInstanceOf(LoopExit.class);
    }

    @Test
    void aQueueBetweenHubsWantsAHold() {
        var items = Queue.<Integer>unbounded();
        try (Hub producer = Hub.open("producer")) {
            var gate = new Event();
            var all =
                    producer.spawn(() -> {
                        gate.await();
                        for (int i = 0; i < 10; i++) {
                            items.put(i);
                            Green.sleep(1);
                        }
                    });
            assertThatThrownBy(items::get)
                    .isInstanceOf(LoopExit.class)
                    .hasMessageContaining("waits for Queue [0 items, 1 getting, 0 putting]")
                    .hasMessageContaining("hub test has no greenlet ready")
                    .hasMessageContaining("another hub will end it, say so around the wait");
            gate.set();
            try (var _ = Hub.current().hold("items of the producer")) {
                for (int i = 0; i < 10; i++) {
                    assertThat(items.get()).isEqualTo(i);
                }
            }
            all.get();
        }
    }

    @Test
    void aGreenletThatWaitsForOutsideCounts() {
        AsyncResult<String> promise = AsyncResult.promise();
        var greenlet = Green.spawn(() -> promise.get());
        Green.yieldNow();
        Thread.ofPlatform().start(() -> promise.set("kept"));

        greenlet.join();
        assertThat(greenlet.get()).isEqualTo("kept");
    }

    @Test
    void aWaiterForOutsideCounts() {
        Waiter<String> waiter = Waiter.outside("a service");
        Thread.ofPlatform().start(() -> waiter.wake("answer"));

        assertThat(waiter.get()).isEqualTo("answer");
    }

    @Test
    void anotherHubCounts() {
        try (Hub other = Hub.open("other")) {
            assertThat(other.run(() -> "answer")).isEqualTo("answer");
        }
    }

    @Test
    void hubJoinReturnsWhenOnlyTheHopelessAreLeft() {
        var hopeless = Green.spawn(() -> new Event().await());
        var sleeper = Green.spawn(() -> Green.sleep(1_000));

        assertThat(Hub.current().join(Duration.ofMillis(1))).isFalse();
        assertThat(sleeper.isReady()).isFalse();
        Hub.current().join();

        assertThat(sleeper.isReady()).isTrue();
        assertThat(hopeless.isReady()).isFalse();
        hopeless.kill();
    }

    @Test
    void hubJoinIsForTheCarryingThreadOnly() {
        try (Hub other = Hub.open("other")) {
            assertThatThrownBy(other::join)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("close() waits");
        }
    }
}
