package jevent.sync;

import static jevent.kernel.Strangers.stranger;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Timeout;

import org.jspecify.annotations.Nullable;

import schedules.ScheduleTest;
import schedules.Schedules;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Items, permits and results between threads, while limits are running out.
class HandOverSchedulesTest {

    private static final Duration LIMIT = Duration.ofMillis(1);

    private final Set<Integer> put = new ConcurrentSkipListSet<>();
    private final Set<Integer> got = new ConcurrentSkipListSet<>();

    private Runnable putter(Supplier<Boolean> putOne, int item) {
        return stranger(() -> {
            if (putOne.get()) {
                put.add(item);
            }
        });
    }

    private Runnable getter(Supplier<@Nullable Integer> getOne) {
        return stranger(() -> {
            Integer item = getOne.get();
            if (item != null) {
                assertThat(got.add(item)).as("%d once", item).isTrue();
            }
        });
    }

    private static @Nullable Integer orNull(Supplier<Integer> get) {
        try {
            return get.get();
        } catch (Timeout over) {
            return null;
        }
    }

    private void throughQueue(Queue<Integer> queue, Supplier<@Nullable Integer> get) {
        Schedules.together(
                putter(() -> queue.put(1, LIMIT), 1),
                putter(() -> queue.put(2, LIMIT), 2),
                getter(get),
                getter(get));
        for (Integer left = queue.tryGet(); left != null; left = queue.tryGet()) {
            got.add(left);
        }
        assertThat(got).isEqualTo(put);
        assertThat(queue.toString()).contains("0 getting, 0 putting");
    }

    private void throughChannel(BiPredicate<Channel<Integer>, Integer> way) {
        var channel = new Channel<Integer>();
        Schedules.together(
                putter(() -> way.test(channel, 1), 1),
                putter(() -> way.test(channel, 2), 2),
                getter(() -> orNull(() -> channel.get(LIMIT))),
                getter(() -> orNull(() -> channel.get(LIMIT))));
        assertThat(got).isEqualTo(put);
        assertThat(channel.balance()).isZero();
    }

    private static boolean lookThenPut(Channel<Integer> channel, Integer item) {
        boolean wanted = channel.balance() < 0;
        if (wanted) {
            channel.tryPut(item);
        }
        return wanted;
    }

    private static @Nullable Integer lookThenGet(Queue<Integer> queue) {
        Integer seen = queue.peek();
        if (seen != null) {
            queue.tryGet();
        }
        return seen;
    }

    private static void hold(BooleanSupplier acquire, Runnable release) {
        var holders = new AtomicInteger();
        Runnable body =
                stranger(() -> {
                    if (acquire.getAsBoolean()) {
                        assertThat(holders.incrementAndGet()).isOne();
                        holders.decrementAndGet();
                        release.run();
                    }
                });
        Schedules.together(body, body, body);
    }

    private static boolean lookThenAcquire(Semaphore semaphore) {
        boolean free = semaphore.permits() > 0;
        if (free) {
            semaphore.tryAcquire();
        }
        return free;
    }

    private static boolean lookThenSet(AsyncResult<Integer> result, Integer value) {
        boolean open = !result.isReady();
        if (open) {
            result.trySet(value);
        }
        return open;
    }

    private static void setTwice(BiPredicate<AsyncResult<Integer>, Integer> set) {
        var result = new AsyncResult<Integer>();
        var won = new AtomicInteger();
        var seen = new AtomicInteger();
        Schedules.together(
                () -> won.addAndGet(set.test(result, 1) ? 1 : 0),
                () -> won.addAndGet(set.test(result, 2) ? 2 : 0),
                stranger(() -> seen.set(result.get())),
                stranger(() -> orNull(() -> result.get(LIMIT))));
        assertThat(won).hasValue(result.get());
        assertThat(seen).hasValue(result.get());
    }

    @ScheduleTest
    void aQueueLosesAndDoublesNothing() {
        Schedules.allHold(() -> {
            var queue = Queue.<Integer>bounded(1);
            new HandOverSchedulesTest().throughQueue(queue, () -> orNull(() -> queue.get(LIMIT)));
        });
    }

    @ScheduleTest
    void aGetterThatLooksBeforeItTakesIsFoundOut() {
        Schedules.someFails(() -> {
            var queue = Queue.<Integer>bounded(1);
            new HandOverSchedulesTest().throughQueue(queue, () -> lookThenGet(queue));
        });
    }

    @ScheduleTest
    void aChannelLosesAndDoublesNothing() {
        Schedules.allHold(() ->
                new HandOverSchedulesTest()
                        .throughChannel((channel, item) -> channel.put(item, LIMIT)));
    }

    @ScheduleTest
    void aPutterThatLooksBeforeItPutsIsFoundOut() {
        Schedules.someFails(() ->
                new HandOverSchedulesTest().throughChannel(HandOverSchedulesTest::lookThenPut));
    }

    @ScheduleTest
    void aPermitIsHeldByOneAndComesBack() {
        Schedules.allHold(() -> {
            var semaphore = new Semaphore(1);
            hold(() -> semaphore.acquire(LIMIT), semaphore::release);
            assertThat(semaphore.permits()).isOne();
        });
    }

    @ScheduleTest
    void anAcquirerThatLooksBeforeItTakesIsFoundOut() {
        Schedules.someFails(() -> {
            var semaphore = new Semaphore(1);
            hold(() -> lookThenAcquire(semaphore), semaphore::release);
        });
    }

    @ScheduleTest
    void aResultIsSetOnceAndSeenByAll() {
        Schedules.allHold(() -> setTwice(AsyncResult::trySet));
    }

    @ScheduleTest
    void oneWhoLooksBeforeItSetsIsFoundOut() {
        Schedules.someFails(() -> setTwice(HandOverSchedulesTest::lookThenSet));
    }
}
