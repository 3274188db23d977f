package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.flow.Iteration;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Flux;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Publishers on other threads, as fast as they can, against loops that end whenever.
@GreenTest(realTime = true, limitSeconds = 25)
class IterateStormTest {

    private static final int ITEMS = 500;

    @RegisterExtension final Dropped dropped = new Dropped();

    /// Sends from a thread of its own, as much as is requested, until it is cancelled.
    private static final class Sender {
        final Script<Integer> script = Script.of(this::start);
        final AtomicLong demand = new AtomicLong();
        final AtomicInteger sent = new AtomicInteger();
        volatile boolean cancelled;
        private Thread thread = Thread.ofPlatform().unstarted(() -> {});

        private void start(Script<Integer> it) {
            it.onRequest(demand::addAndGet).onCancel(() -> cancelled = true);
            thread = Thread.ofPlatform().daemon().start(() -> send(it));
        }

        private void send(Script<Integer> it) {
            it.to().onSubscribe(it);
            while (!cancelled && sent.get() < ITEMS) {
                if (demand.get() > sent.get()) {
                    it.to().onNext(sent.getAndIncrement());
                } else {
                    Thread.onSpinWait();
                }
            }
            if (!cancelled) {
                it.to().onComplete();
            }
        }

        void join() throws InterruptedException {
            thread.join();
        }
    }

    @Test
    void everyElementIsTakenOrDiscarded() throws InterruptedException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int prefetch = 1 + random.nextInt(20);
            int stopAfter = random.nextInt(ITEMS + ITEMS / 4);
            var sender = new Sender();
            var discarded = new AtomicInteger();
            AtomicInteger taken = new AtomicInteger();
            var looping =
                    Green.spawn(() ->
                            GreenletContext.call(
                                    Discards.counting(discarded),
                                    () -> loop(sender, prefetch, stopAfter, taken)));

            looping.join();
            Green.yieldNow(); // lets the end of the greenlet close the pass
            sender.join();

            assertThat(taken.get() + discarded.get())
                    .as("seed %s round %s stop %s", seed, round, stopAfter)
                    .isEqualTo(sender.sent.get());
            assertThat(sender.script.log).doesNotContain("OVERLAP");
        }
    }

    private static boolean loop(Sender sender, int prefetch, int stopAfter, AtomicInteger taken) {
        Iteration<Integer> iteration = Fluxes.iterate(sender.script.flux(), prefetch);
        for (Integer item : iteration) {
            assertThat(item).isEqualTo(taken.getAndIncrement());
            if (taken.get() == stopAfter) {
                break; // the greenlet's end closes it
            }
        }
        return true;
    }

    @Test
    void closingFromAnotherThreadNeverHangs() throws InterruptedException {
        for (int round = 0; round < 300; round++) {
            var sender = new Sender();
            Iteration<Integer> iteration = Fluxes.iterate(sender.script.flux(), 4);
            int after = round;
            Thread closer =
                    Thread.ofPlatform()
                            .start(() -> {
                                while (sender.sent.get() < after) {
                                    Thread.onSpinWait();
                                }
                                iteration.close();
                            });

            List<Integer> seen = IterateTest.all(iteration);

            assertThat(seen).isEqualTo(IterateTest.upTo(seen.size()));
            closer.join();
            sender.join();
        }
    }

    @Test
    void singleRequestsFromAnotherThreadAreAllServed() {
        Flux<Integer> flux =
                Fluxes.<Integer>from(out -> IntStream.range(0, 20_000).forEach(i -> out.send(i)));

        assertThat(IterateTest.all(Fluxes.iterate(flux, 1))).isEqualTo(IterateTest.upTo(20_000));
    }
}
