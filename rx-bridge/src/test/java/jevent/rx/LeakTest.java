package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;

import jevent.Green;
import jevent.HubStats;
import jevent.Timeout;
import jevent.sync.AsyncResult;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Bridged operations in any order leave nothing behind: no greenlet, timer, watcher, link or
/// subscription.
@ExtendWith(Undeliverable.class)
class LeakTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofHours(1);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /// Subscriptions of the sources below, made and over: completed, failed or cancelled.
    private final AtomicLong opened = new AtomicLong();

    private final AtomicLong over = new AtomicLong();

    /// Bodies, begun and ended.
    private final AtomicLong begun = new AtomicLong();

    private final AtomicLong ended = new AtomicLong();

    /// Never set: what observes it must be taken back.
    private final AsyncResult<Integer> never = AsyncResult.promise();

    private final List<Runnable> quick =
            List.of(
                    this::await,
                    this::awaitKilled,
                    this::breakOff,
                    this::forget,
                    this::fail,
                    this::cancel,
                    this::subscribeToAResult,
                    this::scheduleAndDispose);

    /// Less often, for the test's clock looks out for other threads before it jumps.
    private final List<Runnable> timed =
            List.of(this::awaitInTime, this::awaitTooLong, this::awaitAResult);

    private void any() {
        List<Runnable> operations = random.nextInt(20) == 0 ? timed : quick;
        operations.get(random.nextInt(operations.size())).run();
    }

    @Test
    @GreenTest(limitSeconds = 100)
    void twentyThousandOperationsLeaveNothing(TestHub hub) {
        run(hub, 20_000);
    }

    @Test
    @Tag("stress")
    @GreenTest(limitSeconds = 1_100)
    void aMillionOperationsLeaveNothing(TestHub hub) {
        run(hub, 1_000_000);
    }

    private void run(TestHub hub, int count) {
        Green.spawn(
                        () -> {
                            for (int i = 0; i < count; i++) {
                                any();
                            }
                        })
                .get();
        Green.sleep(SHORT);

        HubStats left = hub.hub().stats();
        assertThat(left.greenlets()).as("greenlets, seed %d", seed).isZero();
        assertThat(left.ready()).as("ready, seed %d", seed).isZero();
        assertThat(left.timers()).as("timers, seed %d", seed).isZero();
        assertThat(left.watchers()).as("watchers, seed %d", seed).isZero();
        assertThat(never).as("seed %d", seed).hasToString("AsyncResult [not set, 0 waiting]");
        assertThat(opened.get()).isGreaterThan(count / 2);
        assertThat(over.get()).as("subscriptions over, seed %d", seed).isEqualTo(opened.get());
        assertThat(begun.get()).isGreaterThan(count / 10);
        assertThat(ended.get()).as("bodies ended, seed %d", seed).isEqualTo(begun.get());
    }

    // ---- sources

    private <T> Single<T> counted(Single<T> single) {
        return single.doOnSubscribe(subscription -> opened.incrementAndGet())
                .doFinally(over::incrementAndGet);
    }

    private <T> Flowable<T> counted(Flowable<T> flowable) {
        return flowable.doOnSubscribe(subscription -> opened.incrementAndGet())
                .doFinally(over::incrementAndGet);
    }

    private Single<Integer> slept(Duration time) {
        return counted(
                Singles.from(() -> {
                    begun.incrementAndGet();
                    try {
                        Green.sleep(time);
                        return 1;
                    } finally {
                        ended.incrementAndGet();
                    }
                }));
    }

    private Flowable<Integer> endless() {
        return counted(
                Flowables.from(out -> {
                    begun.incrementAndGet();
                    try {
                        for (int i = 0; true; i++) {
                            out.send(i);
                        }
                    } finally {
                        ended.incrementAndGet();
                    }
                }));
    }

    // ---- operations

    private void await() {
        Singles.await(slept(Duration.ZERO));
    }

    private void awaitInTime() {
        Singles.await(slept(SHORT), LONG);
    }

    private void awaitTooLong() {
        assertThatThrownBy(() -> Singles.await(slept(LONG), SHORT)).isInstanceOf(Timeout.class);
    }

    private void awaitKilled() {
        var waiting = Green.spawn(() -> Singles.await(slept(LONG)));
        Green.yieldNow();
        if (random.nextBoolean()) {
            Green.yieldNow();
        }
        waiting.kill();
    }

    private void awaitAResult() {
        Single<Integer> source = counted(Singles.from(never));
        assertThatThrownBy(() -> Singles.await(source, SHORT)).isInstanceOf(Timeout.class);
    }

    private void breakOff() {
        try (var pass = Flowables.iterate(endless(), 1 + random.nextInt(8))) {
            int wanted = random.nextInt(20);
            for (int item : pass) {
                if (item == wanted) {
                    break;
                }
            }
        }
    }

    /// Nobody closes the pass: it ends with its greenlet.
    private void forget() {
        Green.spawn(() -> Flowables.iterate(endless(), 4).iterator().next()).get();
    }

    private void fail() {
        var error = new IllegalStateException("wanted");
        Flowable<Integer> failing = counted(Flowable.error(error));
        assertThatThrownBy(() -> Flowables.iterate(failing).forEach(item -> {})).isSameAs(error);
    }

    private void cancel() {
        var subscription = endless().take(1_000).subscribe();
        if (random.nextBoolean()) {
            Green.yieldNow();
        }
        subscription.dispose();
    }

    private void subscribeToAResult() {
        counted(Singles.from(never)).subscribe().dispose();
    }

    private void scheduleAndDispose() {
        var worker = HubScheduler.of(Green.current().hub()).createWorker();
        worker.schedule(() -> {}, 1, TimeUnit.HOURS);
        worker.schedule(() -> {});
        worker.dispose();
    }
}
