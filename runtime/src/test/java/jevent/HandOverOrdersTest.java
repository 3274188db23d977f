package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.sync.AsyncResult;
import jevent.sync.Channel;
import jevent.sync.Queue;
import jevent.sync.Semaphore;
import jevent.testing.Orders;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Items, permits and results while kills and limits come in the same moment, in many orders:
/// nothing is lost, nothing is doubled, nobody is left.
class HandOverOrdersTest {

    private static final int ORDERS = 300;

    /// The moment in which everything happens.
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Set<Integer> put = new TreeSet<>();
    private final Set<Integer> got = new TreeSet<>();
    private final List<Greenlet<?>> all = new ArrayList<>();

    private Greenlet<?> spawn(Runnable body) {
        var greenlet = Green.spawn(body);
        all.add(greenlet);
        return greenlet;
    }

    private Greenlet<?> putter(int item, Supplier<Boolean> putIt) {
        return spawn(() -> {
            if (putIt.get()) {
                put.add(item);
            }
        });
    }

    private Greenlet<?> getter(Supplier<Integer> get) {
        return spawn(() -> {
            try {
                assertThat(got.add(get.get())).as("once").isTrue();
            } catch (Timeout over) {
                // it has nothing
            }
        });
    }

    private static Supplier<Boolean> always(Runnable body) {
        return () -> {
            body.run();
            return true;
        };
    }

    private static <T> Supplier<T> inAMoment(Supplier<T> body) {
        return () -> {
            Green.sleep(MOMENT);
            return body.get();
        };
    }

    private void spawnInAMoment(Runnable body) {
        spawn(() -> {
            Green.sleep(MOMENT);
            body.run();
        });
    }

    private void end() {
        Green.joinAll(all);
        assertThat(all)
                .allSatisfy(greenlet -> {
                    Throwable failure = greenlet.failure();
                    assertThat(failure == null || failure instanceof GreenletExit).isTrue();
                });
    }

    private void throughQueue() {
        var queue = Queue.<Integer>bounded(1);
        var putter = putter(1, always(() -> queue.put(1)));
        var getter = getter(inAMoment(queue::get));
        putter(2, inAMoment(() -> queue.put(2, MOMENT)));
        putter(3, inAMoment(always(() -> queue.put(3))));
        getter(() -> queue.get(MOMENT));
        getter(() -> queue.get(MOMENT.multipliedBy(2)));
        spawnInAMoment(() -> putter.killLater());
        spawnInAMoment(() -> getter.kill());
        Green.spawnLater(MOMENT.multipliedBy(5), () -> drain(queue));
        end();
        drain(queue);
        assertThat(got).isEqualTo(put);
        assertThat(queue.toString()).contains("0 getting, 0 putting");
        Green.sleep(MOMENT.multipliedBy(5));
    }

    private void drain(Queue<Integer> queue) {
        for (Integer left = queue.tryGet(); left != null; left = queue.tryGet()) {
            assertThat(got.add(left)).as("once").isTrue();
        }
    }

    private void throughChannel() {
        var channel = new Channel<Integer>();
        var putter = putter(1, always(() -> channel.put(1)));
        var getter = getter(inAMoment(channel::get));
        putter(2, () -> channel.put(2, MOMENT));
        putter(3, inAMoment(() -> channel.put(3, MOMENT)));
        getter(() -> channel.get(MOMENT));
        getter(inAMoment(() -> channel.get(MOMENT)));
        spawnInAMoment(() -> putter.kill());
        spawnInAMoment(() -> getter.killLater());
        end();
        assertThat(got).isEqualTo(put);
        assertThat(channel.balance()).isZero();
    }

    private void holdPermits() {
        var semaphore = new Semaphore(1);
        for (int i = 0; i < 4; i++) {
            var holder = spawn(() -> hold(semaphore));
            spawnInAMoment(() -> holder.killLater());
        }
        spawn(() -> hold(semaphore));
        end();
        assertThat(semaphore.permits()).isOne();
    }

    private void hold(Semaphore semaphore) {
        if (semaphore.acquire(MOMENT)) {
            try {
                assertThat(put.add(0)).as("alone").isTrue();
                Green.sleep(MOMENT);
            } finally {
                put.clear();
                semaphore.release();
            }
        }
    }

    private void awaitResult() {
        var result = new AsyncResult<Integer>();
        var patient = spawn(() -> got.add(result.get()));
        var killed = spawn(() -> got.add(result.get()));
        getter(() -> result.get(MOMENT));
        spawnInAMoment(() -> killed.kill());
        putter(1, inAMoment(() -> result.trySet(1)));
        putter(2, inAMoment(() -> result.trySet(2)));
        end();
        assertThat(put).hasSize(1).isEqualTo(got);
        assertThat(patient.isSuccessful()).isTrue();
    }

    @Test
    void aQueue() {
        Orders.play(ORDERS, () -> new HandOverOrdersTest().throughQueue());
    }

    @Test
    void aChannel() {
        Orders.play(ORDERS, () -> new HandOverOrdersTest().throughChannel());
    }

    @Test
    void aSemaphore() {
        Orders.play(ORDERS, () -> new HandOverOrdersTest().holdPermits());
    }

    @Test
    void aResult() {
        Orders.play(ORDERS, () -> new HandOverOrdersTest().awaitResult());
    }
}
