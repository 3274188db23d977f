package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Elements from other threads, as fast as they come.
@GreenTest(realTime = true, limitSeconds = 60)
@ExtendWith(Undeliverable.class)
class FlowableIterateStormTest {

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private static long count(Flowable<Integer> source, int prefetch) {
        long next = 0;
        try (var loop = Flowables.iterate(source, prefetch)) {
            for (int item : loop) {
                if (item != next) {
                    throw new AssertionError("saw " + item + " instead of " + next);
                }
                next++;
            }
        }
        return next;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 128, 1_024, Integer.MAX_VALUE})
    void nothingIsLostAndTheOrderStays(int prefetch) {
        int count = prefetch < 16 ? 20_000 : 500_000;

        assertThat(count(Flowable.range(0, count).observeOn(Schedulers.single()), prefetch))
                .isEqualTo(count);
        assertThat(count(Flowable.range(0, count).subscribeOn(Schedulers.single()), prefetch))
                .isEqualTo(count);
    }

    @Test
    void manyLoopsAtATime() {
        List<Greenlet<Long>> loops = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int prefetch = 1 + random.nextInt(200);
            boolean hidden = random.nextBoolean();
            var source = Flowable.range(0, 2_000).observeOn(Schedulers.computation());
            loops.add(Green.spawn(() -> count(hidden ? source.hide() : source, prefetch)));
        }

        for (var loop : loops) {
            assertThat(loop.get()).as("seed %d", seed).isEqualTo(2_000);
        }
    }

    @Test
    void twoLoopsStepByStepLoseNothing() {
        var one = Flowable.range(0, 10_000).observeOn(Schedulers.computation());
        var other = Flowable.range(0, 10_000).observeOn(Schedulers.computation());
        try (var left = Flowables.iterate(one, 3);
                var right = Flowables.iterate(other, 10)) {
            var lefts = left.iterator();
            var rights = right.iterator();
            for (int i = 0; i < 10_000; i++) {
                assertThat(lefts.next().intValue()).isEqualTo(i);
                assertThat(rights.next().intValue()).isEqualTo(i);
            }
            assertThat(lefts.hasNext() || rights.hasNext()).isFalse();
        }
    }

    @Test
    void killsAtAnyMomentLeaveNoSubscription() {
        for (int i = 0; i < 300; i++) {
            var processor = PublishProcessor.<Integer>create();
            var feeder =
                    Flowable.range(0, Integer.MAX_VALUE)
                            .subscribeOn(Schedulers.computation())
                            .takeWhile(n -> processor.hasSubscribers() || n < 1_000)
                            .doOnNext(processor::onNext);
            var reader = Green.spawn(() -> count(processor.onBackpressureBuffer(), 64));
            reader.rawLink(() -> {});
            Green.yieldNow();
            var feeding = feeder.subscribe();
            int pause = random.nextInt(300);
            Green.sleep(java.time.Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(pause)));

            reader.kill();

            assertThat(reader.failure()).as("seed %d", seed).isInstanceOf(GreenletExit.class);
            assertThat(processor.hasSubscribers()).as("seed %d", seed).isFalse();
            feeding.dispose();
        }
    }

    @Test
    void closeByAnotherThreadAtAnyMomentEndsTheLoop() throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            var source = Flowable.range(0, Integer.MAX_VALUE).observeOn(Schedulers.computation());
            var loop = Flowables.iterate(source, 32);
            int pause = random.nextInt(20_000);
            var closer =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int spin = 0; spin < pause; spin++) {
                                    Thread.onSpinWait();
                                }
                                loop.close();
                            });
            long next = 0;
            for (int item : loop) {
                assertThat(item).as("seed %d", seed).isEqualTo((int) next++);
            }
            closer.join();
        }
    }
}
