package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.HubStats;
import jevent.Timeout;
import jevent.sync.AsyncResult;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Bridged operations in any order leave nothing behind: no greenlet, timer, watcher, link or
/// subscription.
class LeakTest {

    @RegisterExtension final Dropped dropped = new Dropped();

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

    private <T> Mono<T> counted(Mono<T> mono) {
        return mono.doOnSubscribe(subscription -> opened.incrementAndGet())
                .doFinally(signal -> over.incrementAndGet());
    }

    private <T> Flux<T> counted(Flux<T> flux) {
        return flux.doOnSubscribe(subscription -> opened.incrementAndGet())
                .doFinally(signal -> over.incrementAndGet());
    }

    private Mono<Integer> slept(Duration time) {
        return counted(
                Monos.from(() -> {
                    begun.incrementAndGet();
                    try {
                        Green.sleep(time);
                        return 1;
                    } finally {
                        ended.incrementAndGet();
                    }
                }));
    }

    private Flux<Integer> endless() {
        return counted(
                Fluxes.from(out -> {
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
        Monos.await(slept(Duration.ZERO));
    }

    private void awaitInTime() {
        Monos.await(slept(SHORT), LONG);
    }

    private void awaitTooLong() {
        assertThatThrownBy(() -> Monos.await(slept(LONG), SHORT)).isInstanceOf(Timeout.class);
    }

    private void awaitKilled() {
        var waiting = Green.spawn(() -> Monos.await(slept(LONG)));
        Green.yieldNow();
        if (random.nextBoolean()) {
            Green.yieldNow();
        }
        waiting.kill();
    }

    private void awaitAResult() {
        Mono<Integer> source = counted(Monos.<Integer>from(never));
        assertThatThrownBy(() -> Monos.await(source, SHORT)).isInstanceOf(Timeout.class);
    }

    private void breakOff() {
        try (var pass = Fluxes.iterate(endless(), 1 + random.nextInt(8))) {
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
        Green.spawn(() -> Fluxes.iterate(endless(), 4).iterator().next()).get();
    }

    private void fail() {
        var error = new IllegalStateException("wanted");
        Flux<Integer> failing = counted(Flux.error(error));
        assertThatThrownBy(() -> Fluxes.iterate(failing).forEach(item -> {})).isSameAs(error);
    }

    private void cancel() {
        var subscription = endless().take(1_000).subscribe();
        if (random.nextBoolean()) {
            Green.yieldNow();
        }
        subscription.dispose();
    }

    private void subscribeToAResult() {
        counted(Monos.<Integer>from(never)).subscribe().dispose();
    }

    private void scheduleAndDispose() {
        var worker = HubScheduler.of(Green.current().hub()).createWorker();
        worker.schedule(() -> {}, 1, TimeUnit.HOURS);
        worker.schedule(() -> {});
        worker.dispose();
    }
}
