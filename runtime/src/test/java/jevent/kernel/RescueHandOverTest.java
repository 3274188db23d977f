package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.Greenlet;
import jevent.Hub;
import jevent.Pinned;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// The pinned one goes on in the very moment in which the watchdog has decided to take the hub from
/// it: the hub has one driver all the same.
@Timeout(30)
@Tag("concurrency")
class RescueHandOverTest {

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger parallel = new AtomicInteger();

    /// The watchdog asks for its name when it has decided.
    private final class WakesWhenNamed {
        @Override
        public String toString() {
            release.countDown();
            await(gone);
            return "pinned";
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void thePinnedOneGoesOnBeforeTheHubIsTaken() {
        try (Hub hub = Hub.open("pinned")) {
            Scheduler scheduler =
                    hub.run(() -> Objects.requireNonNull(Strand.currentFiber()).scheduler());
            var pinning =
                    new PlainTask(new WakesWhenNamed(), () -> Pinned.run(() -> await(release)));
            Fiber pinned = Machine.current().fiber(scheduler, pinning);
            scheduler.run(pinned::start);
            List<Greenlet<?>> others = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                others.add(hub.spawn(this::takeTurns));
            }
            others.add(hub.spawn(gone::countDown));
            for (Greenlet<?> other : others) {
                other.get();
            }
        }
        assertThat(parallel).hasValue(0);
    }

    /// It may have lost the turn, and must not touch anything before it knows.
    @Test
    void whoComesOutOfAWaitDuringAContestAwaitsTheVerdict() {
        try (Hub hub = Hub.open("contested")) {
            var told = new AtomicInteger();
            var scheduler =
                    hub.run(() -> Objects.requireNonNull(Strand.currentFiber()).scheduler());
            var asking =
                    hub.spawn(() -> {
                        gone.countDown();
                        while (release.getCount() > 0) {
                            Thread.onSpinWait();
                        }
                        boolean mine = scheduler.holdsTurn();
                        told.incrementAndGet();
                        return mine;
                    });
            await(gone);
            scheduler.driver().contest();
            release.countDown();
            spin();
            int toldEarly = told.get();
            scheduler.driver().settle();

            assertThat(asking.get()).isTrue();
            assertThat(toldEarly).isZero();
        }
    }

    private void takeTurns() {
        for (int i = 0; i < 5; i++) {
            if (inside.incrementAndGet() > 1) {
                parallel.incrementAndGet();
            }
            spin();
            inside.decrementAndGet();
            Green.yieldNow();
        }
    }

    private static void spin() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < 5_000_000) {
            Thread.onSpinWait();
        }
    }
}
