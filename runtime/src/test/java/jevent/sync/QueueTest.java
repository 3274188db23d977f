package jevent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.LoopExit;
import jevent.Timeout;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

@GreenTest
@Tag("concurrency")
class QueueTest {

    private static final Duration SHORT = Duration.ofMillis(10);

    private final Queue<Integer> queue = Queue.bounded(1);
    private final List<Object> log = new ArrayList<>();

    private Greenlet<?> getter(Object name) {
        return Green.spawn(() -> log.add(name + "=" + queue.get()));
    }

    private Greenlet<?> putter(int item) {
        return Green.spawn(() -> {
            queue.put(item);
            log.add("put " + item);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, Integer.MAX_VALUE})
    void itemsComeOutInTheOrderInWhichTheyWentIn(int capacity) {
        Queue<Integer> any =
                capacity == Integer.MAX_VALUE ? Queue.unbounded() : Queue.bounded(capacity);
        Green.spawn(() -> IntStream.range(0, 100).forEach(any::put));

        List<Integer> items = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            items.add(any.get());
        }

        assertThat(items).isEqualTo(IntStream.range(0, 100).boxed().toList());
        assertThat(any.isEmpty()).isTrue();
    }

    @Test
    void gettersAreServedInTheOrderOfArrival() {
        List<Greenlet<?>> getters = List.of(getter("a"), getter("b"), getter("c"));
        Green.yieldNow();

        for (int i = 1; i <= 3; i++) {
            queue.put(i);
        }
        Green.joinAll(getters);

        assertThat(log).containsExactly("a=1", "b=2", "c=3");
    }

    @Test
    void puttersAreServedInTheOrderOfArrival() {
        queue.put(0);
        List<Greenlet<?>> putters = List.of(putter(1), putter(2), putter(3));
        Green.yieldNow();

        List<Integer> items = List.of(queue.get(), queue.get(), queue.get(), queue.get());
        Green.joinAll(putters);

        assertThat(items).containsExactly(0, 1, 2, 3);
        assertThat(log).containsExactly("put 1", "put 2", "put 3");
    }

    @Test
    void nobodyOvertakesAWaitingPutter() {
        queue.put(0);
        Greenlet<?> putter = putter(1);
        Green.yieldNow();

        assertThat(queue.get()).isZero();
        assertThat(queue.tryPut(2)).isFalse();
        putter.join();
        assertThat(queue.get()).isOne();
    }

    @Test
    void aGetterThatIsKilledTakesNothing() {
        Greenlet<?> killed = getter("killed");
        Greenlet<?> next = getter("next");
        Green.yieldNow();

        killed.kill();
        queue.put(1);
        next.join();

        assertThat(log).containsExactly("next=1");
    }

    @Test
    void gettersThatTimeOutTakeNothing() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> queue.get(SHORT))
                    .isInstanceOf(Timeout.class)
                    .hasMessageContaining("Queue [0 of 1 items");
        }
        assertThatThrownBy(() -> queue.get(Duration.ZERO)).isInstanceOf(Timeout.class);

        queue.put(1);

        assertThat(queue.get()).isOne();
    }

    @Test
    void oneOfTwoGettersDiesTheOtherHasTheItem() {
        var first = Green.spawn(() -> queue.get(SHORT));
        Greenlet<?> second = getter("second");

        assertThatThrownBy(first::get).isInstanceOf(Timeout.class);
        queue.put(1);
        second.join();

        assertThat(log).containsExactly("second=1");
    }

    /// The item was handed over before the kill came: the getter has it.
    @Test
    void aGetterThatIsKilledAfterTheHandOverHasTheItem() {
        var getter =
                Green.spawn(() -> {
                    log.add("got " + queue.get());
                    Green.yieldNow();
                    log.add("not reached");
                });
        Green.yieldNow();
        queue.put(1);

        getter.kill();

        assertThat(log).containsExactly("got 1");
        assertThat(getter.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void aPutterThatIsKilledWhileItIsFullTakesItsItemBack() {
        queue.put(0);
        Greenlet<?> killed = putter(1);
        Greenlet<?> next = putter(2);
        Green.yieldNow();

        killed.kill();

        assertThat(queue.get()).isZero();
        assertThat(queue.get()).isEqualTo(2);
        assertThat(queue.tryGet()).isNull();
        next.join();
        assertThat(log).containsExactly("put 2");
    }

    @Test
    void aPutterThatTimesOutTakesItsItemBack() {
        queue.put(0);

        assertThat(queue.put(1, SHORT)).isFalse();
        assertThat(queue.put(1, Duration.ZERO)).isFalse();

        assertThat(queue.get()).isZero();
        assertThat(queue.tryGet()).isNull();
    }

    /// The room and the end of the limit come in the same moment, in both orders.
    @Test
    void atTheVeryEndOfALimitTheItemIsEitherInOrNot() {
        queue.put(0);
        var putter = Green.spawn(() -> queue.put(1, SHORT));
        Hub.current().loop().alarm(SHORT.toNanos(), queue::tryGet);
        assertThat(putter.get()).isTrue();
        assertThat(queue.tryGet()).isOne();

        queue.put(0);
        var late = Green.spawn(() -> queue.put(2, SHORT));
        Green.yieldNow();
        Hub.current().loop().alarm(SHORT.toNanos(), queue::tryGet);
        assertThat(late.get()).isFalse();
        Green.sleep(SHORT);
        assertThat(queue.tryGet()).isNull();
    }

    @Test
    void whatNeverWaitsMayBeCalledInACallback() {
        Hub.current()
                .execute(() -> {
                    log.add(queue.tryPut(1));
                    log.add(queue.tryPut(2));
                    log.add(String.valueOf(queue.tryGet()));
                    log.add(String.valueOf(queue.tryGet()));
                });
        Green.sleep(1);

        assertThat(log).containsExactly(true, false, "1", "null");
    }

    @Test
    void aCallbackServesTheOneWhoWaits() {
        Greenlet<?> getter = getter("getter");
        Green.yieldNow();
        Hub.current().execute(() -> queue.tryPut(1));
        getter.join();

        assertThat(log).containsExactly("getter=1");
    }

    @Test
    void whatIsGivenBackComesFirst() {
        queue.put(2);
        Greenlet<?> putter = putter(3);
        Green.yieldNow();

        queue.giveBack(1);
        assertThat(queue.isFull()).isTrue();

        assertThat(queue.get()).isEqualTo(1);
        Green.yieldNow();
        assertThat(putter.isReady()).as("there was room for one").isFalse();
        assertThat(queue.get()).isEqualTo(2);
        assertThat(queue.get()).isEqualTo(3);
        putter.join();
    }

    @Test
    void whatIsGivenBackGoesToTheGetterWhoWaitsLongest() {
        Greenlet<?> first = getter("first");
        Greenlet<?> second = getter("second");
        Green.yieldNow();

        queue.giveBack(1);
        queue.giveBack(2);

        Green.joinAll(List.of(first, second));
        assertThat(log).containsExactly("first=1", "second=2");
    }

    @Test
    void peekTakesNothing() {
        assertThat(queue.peek()).isNull();
        queue.put(1);
        assertThat(queue.peek()).isOne();
        assertThat(queue.size()).isOne();
        assertThat(queue.isFull()).isTrue();
        assertThat(Queue.unbounded().isFull()).isFalse();
    }

    @Test
    void aGetThatNothingCanEndSaysSo() {
        assertThatThrownBy(queue::get)
                .isInstanceOf(LoopExit.class)
                .hasMessageContaining("Queue [0 of 1 items, 1 getting, 0 putting]");
    }

    @Test
    void misuseIsRefusedAndChangesNothing() {
        assertThatThrownBy(() -> Queue.bounded(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Channel");
        assertThatThrownBy(() -> queue.put(1, Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.put(nothing())).isInstanceOf(NullPointerException.class);
        assertThat(queue).hasToString("Queue [0 of 1 items, 0 getting, 0 putting]");
    }

    @SuppressWarnings({"NullAway", "DataFlowIssue", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
