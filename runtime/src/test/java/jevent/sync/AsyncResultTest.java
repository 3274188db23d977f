package jevent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.AlreadySet;
import jevent.Green;
import jevent.Greenlet;
import jevent.LoopExit;
import jevent.Outcome;
import jevent.Timeout;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

@GreenTest
@Tag("concurrency")
class AsyncResultTest {

    private static final Duration SHORT = Duration.ofMillis(10);

    private final AsyncResult<String> result = new AsyncResult<>();

    @Test
    void everyWaiterGetsTheValueInTheOrderOfArrival() {
        List<Object> log = new ArrayList<>();
        List<Greenlet<?>> waiters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            waiters.add(Green.spawn(() -> log.add(number + result.get())));
        }
        Green.yieldNow();

        result.set("x");
        Green.joinAll(waiters);

        assertThat(log).containsExactly("0x", "1x", "2x", "3x", "4x");
    }

    @Test
    void theErrorIsTheVeryObject() {
        var broken = new IOException("broken");
        var waiter = Green.spawn(() -> result.get());
        Green.yieldNow();

        result.setException(broken);

        assertThatThrownBy(waiter::get).isSameAs(broken);
        assertThatThrownBy(result::get).isSameAs(broken);
        assertThatThrownBy(result::getNow).isSameAs(broken);
        result.await();
    }

    @Test
    void aSecondSetIsRefusedAndChangesNothing() {
        result.set("first");

        assertThatThrownBy(() -> result.set("second"))
                .isInstanceOf(AlreadySet.class)
                .hasMessageContaining("first")
                .hasMessageContaining("second")
                .hasMessageContaining("trySet");
        assertThatThrownBy(() -> result.setException(new IOException()))
                .isInstanceOf(AlreadySet.class);
        assertThat(result.trySet("third")).isFalse();
        assertThat(result.trySetException(new IOException())).isFalse();
        assertThat(result.get()).isEqualTo("first");
    }

    @Test
    void nullIsAValue() {
        var empty = new AsyncResult<@Nullable Object>();
        empty.set(null);

        assertThat(empty.get()).isNull();
        assertThat(empty.outcome()).isEqualTo(new Outcome.Value<>(null));
    }

    @Test
    void whatIsNotSetCannotBeHadWithoutAWait() {
        assertThatThrownBy(result::getNow)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AsyncResult [not set, 0 waiting]")
                .hasMessageContaining("await() or get()");
        assertThatThrownBy(result::outcome).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLimitThatIsOverNamesTheResult() {
        assertThatThrownBy(() -> result.get(SHORT))
                .isInstanceOf(Timeout.class)
                .hasMessageContaining("10 ms: AsyncResult [not set, 0 waiting]");
        result.set("late");
        assertThat(result.get(Duration.ZERO)).isEqualTo("late");
    }

    @Test
    void aSetResultCostsNoTurn(TestHub hub) {
        result.set("x");
        long turns = hub.hub().stats().switches();

        result.get();
        result.get(SHORT);
        result.await();

        assertThat(hub.hub().stats().switches()).isEqualTo(turns);
    }

    @Test
    void aPromiseIsWaitedForThoughNothingElseIsLeft() {
        AsyncResult<String> promise = AsyncResult.promise();
        Thread.ofPlatform().start(() -> promise.set("kept"));

        assertThat(promise.get()).isEqualTo("kept");
    }

    @Test
    void whatNobodyPromisedIsHopeless() {
        assertThatThrownBy(result::get)
                .isInstanceOf(LoopExit.class)
                .hasMessageContaining("AsyncResult.promise()");
    }

    @Test
    void setByManyThreadsOneWins() throws Exception {
        for (int round = 0; round < 100; round++) {
            AsyncResult<Integer> contested = AsyncResult.promise();
            var winners = new AtomicInteger();
            var start = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int number = i;
                threads.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    awaitStart(start);
                                    if (contested.trySet(number)) {
                                        winners.incrementAndGet();
                                    }
                                }));
            }
            var waiter = Green.spawn(() -> contested.get());
            Green.yieldNow();
            start.countDown();

            assertThat(waiter.get()).isBetween(0, 3);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(winners).hasValue(1);
        }
    }

    private static void awaitStart(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLinkedResultGetsWhatTheGreenletEndsWith() {
        var ended = new AsyncResult<String>();
        Green.spawn(() -> "value").link(greenlet -> ended.set(greenlet.get()));

        assertThat(ended.get()).isEqualTo("value");
    }
}
