package jevent.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jevent.BlockingSwitchOut;
import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Where one waits for a JDK publisher, and how such a wait ends before its publisher does.
@GreenTest
class FlowWaitTest {

    private final ManualPublisher<Integer> source = new ManualPublisher<>();
    private final List<Object> log = new ArrayList<>();

    // ---- interrupts and callbacks

    @ParameterizedTest
    @EnumSource
    void anInterruptIsAKillThatCancelsAndKeepsTheFlag(FlowProtocolTest.Wait wait) {
        var waiting =
                Green.spawn(() -> {
                    Thread.currentThread().interrupt();
                    try {
                        wait.forWhatComesOf(source);
                    } finally {
                        log.add("interrupted " + Thread.interrupted());
                    }
                });

        waiting.join();

        assertThat(waiting.failure()).isInstanceOf(GreenletExit.class);
        assertThat(log).containsExactly("interrupted true");
        assertThat(source.asked).hasSize(2).endsWith("cancel");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsReadyIsReturnedInSpiteOfAnInterrupt(FlowProtocolTest.Wait wait) {
        source.onRequest(n -> {
            source.send(1);
            source.subscriber().onComplete();
        });
        var waiting =
                Green.spawn(() -> {
                    Thread.currentThread().interrupt();
                    log.add(String.valueOf(wait.forWhatComesOf(source)));
                    log.add("interrupted " + Thread.interrupted());
                });

        waiting.get();

        assertThat(log).containsExactly("1", "interrupted true");
    }

    @ParameterizedTest
    @EnumSource
    void afterAnInterruptTheNextWaitWorks(FlowProtocolTest.Wait wait, TestHub hub) {
        var later = Flows.<Integer>from(hub.hub(), out -> out.send(7));
        var waiting =
                Green.spawn(() -> {
                    Thread.currentThread().interrupt();
                    log.add(catchThrowable(() -> wait.forWhatComesOf(source)).getClass());
                    log.add(Thread.interrupted());
                    log.add(String.valueOf(wait.forWhatComesOf(later)));
                });

        waiting.get();

        assertThat(log).containsExactly(GreenletExit.class, true, "7");
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackMustNotWaitAndTheSourceIsCancelled(FlowProtocolTest.Wait wait) {
        var refused = new CompletableFuture<Throwable>();

        Hub.current()
                .execute(() -> refused.complete(catchThrowable(() -> wait.forWhatComesOf(source))));
        Green.sleep(1);

        assertThat(refused.getNow(new AssertionError())).isInstanceOf(BlockingSwitchOut.class);
        assertThat(source.asked).hasSize(2).endsWith("cancel");
    }

    @Test
    void othersRunWhileOneWaitsInsideAMonitor() {
        var monitor = new Object();
        var waiting =
                Green.spawn(() -> {
                    synchronized (monitor) {
                        return Flows.<Integer>first(source);
                    }
                });
        Green.yieldNow();

        source.send(1);

        assertThat(waiting.get()).isEqualTo(1);
    }

    // ---- how much a loop asks for

    /// The requests of a loop, and the elements that it takes.
    private List<Object> requestsOf(int count, int prefetch) {
        List<Object> seen = new ArrayList<>();
        int[] next = {0};
        var counting = new ManualPublisher<Integer>();
        counting.onRequest(n -> {
            seen.add(n == Long.MAX_VALUE ? "all" : "request " + n);
            for (long i = 0; i < n && next[0] < count; i++) {
                counting.send(next[0]++);
            }
            if (next[0] == count) {
                next[0]++;
                counting.subscriber().onComplete();
            }
        });
        Flows.iterate(counting, prefetch).forEach(seen::add);
        return seen;
    }

    @Test
    void aPrefetchOfOneAsksForEachWhenTheOneBeforeIsConsumed() {
        assertThat(requestsOf(3, 1))
                .containsExactly("request 1", 0, "request 1", 1, "request 1", 2);
    }

    @Test
    void allAreAskedForOnce() {
        assertThat(requestsOf(5_000, Integer.MAX_VALUE))
                .startsWith("all")
                .filteredOn(String.class::isInstance)
                .hasSize(1);
    }

    @Test
    void nothingIsAskedForAfterTheEnd() {
        assertThat(requestsOf(4, 4)).containsExactly("request 4", 0, 1, 2, 3);
    }

    @Test
    void elementsFromInsideARequestAreInOrder() {
        assertThat(requestsOf(10_000, 4).stream().filter(Integer.class::isInstance).toList())
                .isEqualTo(IntStream.range(0, 10_000).boxed().toList());
    }

    // ---- the loop's own end

    @Test
    void anErrorInTheBodyOfTheLoopCancels() {
        source.onRequest(n -> source.send(1, 2));
        var broken = new IllegalStateException("body");

        assertThatThrownBy(
                        () -> {
                            try (var pass = Flows.iterate(source, 2)) {
                                pass.forEach(item -> {
                                    throw broken;
                                });
                            }
                        })
                .isSameAs(broken);

        assertThat(source.asked).containsExactly("2", "cancel");
    }

    @Test
    void aKillInTheBodyOfTheLoopCancels() {
        source.onRequest(n -> source.send(1, 2));
        var sleeping =
                Green.spawn(() ->
                        Flows.iterate(source, 2).forEach(i -> Green.sleep(Duration.ofHours(i))));
        Green.yieldNow();

        sleeping.kill();
        Green.yieldNow();

        assertThat(source.asked).containsExactly("2", "cancel");
    }

    @Test
    void anotherThreadMayCloseAWaitingPass() throws InterruptedException {
        var pass = Flows.iterate(source, 2);
        var waiting = Green.spawn(() -> pass.iterator().hasNext());
        Green.yieldNow();

        Thread closer = Thread.ofPlatform().start(pass::close);

        assertThat(waiting.get()).isFalse();
        closer.join();
        assertThat(source.asked).containsExactly("2", "cancel");
    }

    // ---- one call at a time

    @Test
    @GreenTest(realTime = true)
    void aCancelWaitsForTheRequestOfAnotherThread() throws InterruptedException {
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        source.onRequest(n -> {
            inside.countDown();
            await(leave);
        });
        var elsewhere =
                new ManualPublisher<Integer>(subscriber ->
                        Thread.ofPlatform().start(() -> subscriber.onSubscribe(source)));
        var pass = Flows.iterate(elsewhere, 2);
        var waiting = Green.spawn(() -> pass.iterator().hasNext());
        Green.yieldNow();
        await(inside);

        pass.close();
        assertThat(waiting.get()).isFalse();
        assertThat(source.asked).containsExactly("2");
        leave.countDown();

        while (source.asked.size() < 2) {
            Green.sleep(1);
        }
        assertThat(source.asked).containsExactly("2", "cancel");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
