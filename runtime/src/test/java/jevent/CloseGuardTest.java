package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.sync.Event;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Hubs that do not come back when they are closed.
@Timeout(60)
@Tag("concurrency")
class CloseGuardTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean released;

    @AfterEach
    void release() {
        released = true;
    }

    private void compute() {
        begun.countDown();
        while (!released) {
            Thread.onSpinWait();
        }
    }

    private Hub open() {
        Hub hub = Hub.open("stuck");
        hub.onError((where, context, error) -> log.add(String.valueOf(error.getMessage())));
        return hub;
    }

    private static void awaitStop(Hub hub) {
        while (Hubs.all().contains(hub)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoClosesAHubThatComputesGoesOnAndItEndsWhenItCan() throws Exception {
        Hub hub = open();
        var waiting = hub.spawn(() -> new Event().await()).named("the waiting one");
        var culprit = hub.spawn(this::compute).named("the culprit");
        begun.await();
        hub.closing().close(Duration.ZERO, SHORT);

        assertThat(log).hasSize(1);
        assertThat(log.getFirst())
                .contains("hub stuck [closed] does not end")
                .contains("the culprit: runs")
                .contains("CloseGuardTest.compute")
                .contains("the waiting one: waits for Event");
        hub.close(); // it has been given up
        released = true;
        awaitStop(hub);
        assertThat(culprit.isReady()).isTrue();
        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void aCallbackThatComputesIsNamed() throws Exception {
        Hub hub = open();
        hub.execute(this::compute);
        begun.await();
        hub.closing().close(Duration.ZERO, SHORT);

        assertThat(log.getFirst()).contains("callbacks of hub stuck: runs");
        released = true;
        awaitStop(hub);
    }

    @Test
    void theHubOfAThreadThatDoesNotWaitInJevent() throws Exception {
        var hub = new Hub[1];
        var thread =
                Thread.ofPlatform()
                        .start(() -> {
                            hub[0] = Hub.current();
                            hub[0].onError((where, context, error) ->
                                    log.add(String.valueOf(error.getMessage())));
                            compute();
                        });
        begun.await();
        hub[0].closing().close(Duration.ZERO, SHORT);

        assertThat(log.getFirst()).contains("CloseGuardTest.compute");
        released = true;
        thread.join();
        awaitStop(hub[0]);
    }

    @Test
    void anErrorHandlerThatHangsKeepsNobody() throws Exception {
        Hub hub = Hub.open("stuck");
        hub.onError((where, context, error) -> {
            log.add("handler");
            compute();
        });
        hub.spawn(this::compute);
        begun.await();
        hub.closing().close(Duration.ZERO, SHORT);

        assertThat(log).containsExactly("handler");
        released = true;
        awaitStop(hub);
    }

    @Test
    void aSecondCloseMayShortenTheGrace() throws Exception {
        Hub hub = open();
        var greenlet = hub.spawn(() -> new Event().await());
        hub.run(() -> hub.close(HOUR));
        hub.close(Duration.ZERO);

        assertThat(greenlet.failure()).isInstanceOf(GreenletExit.class);
        assertThat(log).isEmpty();
    }

    /// Another thread sees the list as it was at one moment, so those who never end are in it.
    @Test
    void aDumpFromAnotherThreadShowsEverybody() {
        try (Hub hub = open()) {
            for (int i = 0; i < 20; i++) {
                hub.spawn(() -> new Event().await()).named("permanent");
                hub.spawn(this::comeAndGo);
            }
            hub.run(() -> "all have begun");
            for (int i = 0; i < 500; i++) {
                assertThat(hub.dump().split("permanent", -1)).hasSize(21);
            }
            released = true;
        }
    }

    private void comeAndGo() {
        while (!released) {
            Green.joinAll(List.of(Green.spawn(Green::yieldNow), Green.spawn(Green::yieldNow)));
        }
    }
}
