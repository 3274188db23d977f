package jevent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.Timeout;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@GreenTest
@Tag("concurrency")
class SemaphoreTest {

    private static final Duration SHORT = Duration.ofMillis(10);

    private final Semaphore semaphore = new Semaphore(0);
    private final List<Object> log = new ArrayList<>();

    private Greenlet<?> acquirer(Object name) {
        return Green.spawn(() -> {
            semaphore.acquire();
            log.add(name);
        });
    }

    @Test
    void aLimitThatIsOverIsFalseAndTakesNothing() {
        assertThat(semaphore.acquire(SHORT)).isFalse();
        assertThat(semaphore).hasToString("Semaphore [0 permits, 0 waiting]");
        semaphore.release();
        assertThat(semaphore.acquire(Duration.ZERO)).isTrue();
        assertThat(semaphore.tryAcquire()).isFalse();
    }

    @Test
    void permitsAreGivenInTheOrderOfArrival() {
        List<Greenlet<?>> all = List.of(acquirer(1), acquirer(2), acquirer(3));
        Green.yieldNow();

        for (int i = 0; i < 3; i++) {
            semaphore.release();
        }
        Green.joinAll(all);

        assertThat(log).containsExactly(1, 2, 3);
    }

    /// gevent lets the one who releases take it again before the one who waits; here nobody
    /// overtakes.
    @Test
    void theOneWhoReleasesDoesNotOvertakeTheOneWhoWaits() {
        Greenlet<?> first = acquirer("first");
        Green.yieldNow();

        semaphore.release();
        assertThat(semaphore.tryAcquire()).isFalse();
        Greenlet<?> second = acquirer("second");
        first.join();

        assertThat(log).containsExactly("first");
        second.kill();
    }

    /// gevent #1487: two that take it again at once do not starve a third.
    @Test
    void twoThatTakeItInALoopDoNotStarveAThird() {
        semaphore.release();
        var greedy = List.of(Green.spawn(this::takeInALoop), Green.spawn(this::takeInALoop));
        Green.yieldNow();
        Greenlet<?> third = acquirer("third");

        third.join();

        assertThat(log).containsExactly("third");
        Green.killAll(greedy);
    }

    private void takeInALoop() {
        while (true) {
            semaphore.acquire();
            Green.yieldNow();
            semaphore.release();
        }
    }

    @Test
    void theKilledTakesNoPermit() {
        Greenlet<?> killed = acquirer("killed");
        Greenlet<?> next = acquirer("next");
        Green.yieldNow();

        killed.kill();
        semaphore.release();
        next.join();

        assertThat(log).containsExactly("next");
        assertThat(semaphore.permits()).isZero();
    }

    /// It has the permit: it must return from `acquire`, or nobody could give the permit back.
    @Test
    void oneThatIsKilledAfterItWasGivenAPermitHasIt() {
        var holder =
                Green.spawn(() -> {
                    semaphore.acquire();
                    try {
                        log.add("has it");
                        Green.yieldNow();
                        log.add("not reached");
                    } finally {
                        semaphore.release();
                    }
                });
        Green.yieldNow();
        semaphore.release();

        holder.kill();

        assertThat(log).containsExactly("has it");
        assertThat(holder.failure()).isInstanceOf(GreenletExit.class);
        assertThat(semaphore.permits()).isOne();
    }

    /// The release and the end of the limit fall on the same moment, in both orders.
    @Test
    void aReleaseAtTheVeryEndOfALimitLosesNoPermit() {
        var early = new Semaphore(0);
        Hub.current().loop().alarm(SHORT.toNanos(), early::release);
        assertThat(early.acquire(SHORT)).isTrue();
        assertThat(early.permits()).isZero();

        var late = new Semaphore(0);
        var waiter = Green.spawn(() -> late.acquire(SHORT));
        Green.yieldNow();
        Hub.current().loop().alarm(SHORT.toNanos(), late::release);
        assertThat(waiter.get()).isFalse();
        assertThat(late.permits()).isOne();
    }

    @Test
    void aTimeoutTakesNoPermit() {
        try (var limit = Timeout.of(SHORT)) {
            limit.start();
            assertThatThrownBy(semaphore::acquire).isSameAs(limit);
        }
        semaphore.release();
        assertThat(semaphore.permits()).isOne();
    }

    /// One who gives up must not eat the permit that is meant for another (two threads).
    @Test
    @GreenTest(realTime = true)
    void aThreadThatGivesUpLeavesThePermitToAGreenlet() throws Exception {
        var thread = Thread.ofPlatform().start(() -> log.add(semaphore.acquire(SHORT)));
        try (var _ = Hub.current().hold("the thread")) {
            Green.blocking(() -> {
                thread.join();
                return null;
            });
        }
        Greenlet<?> greenlet = acquirer("greenlet");
        Green.yieldNow();

        semaphore.release();
        greenlet.join();

        assertThat(log).containsExactly(false, "greenlet");
    }

    @Test
    void twoThreadsThatDuelForItBothEnd() throws Exception {
        var lock = new Semaphore(1);
        var count = new int[1];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            threads.add(Thread.ofPlatform().start(() -> count(lock, count)));
        }
        try (var _ = Hub.current().hold("the threads")) {
            count(lock, count);
            for (Thread thread : threads) {
                Green.blocking(() -> {
                    thread.join();
                    return null;
                });
            }
        }

        assertThat(count[0]).isEqualTo(3_000);
        assertThat(lock.permits()).isOne();
    }

    private static void count(Semaphore lock, int[] count) {
        try (var _ = Hub.current().hold("the others")) {
            for (int i = 0; i < 1_000; i++) {
                lock.acquire();
                count[0]++;
                lock.release();
            }
        }
    }

    @Test
    void aBoundedOneNoticesWhatWasNeverTaken() {
        var bounded = new BoundedSemaphore(2);
        bounded.acquire();
        bounded.release();

        assertThatThrownBy(bounded::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("released more often than acquired")
                .hasMessageContaining("2 permits");
        assertThat(bounded.permits()).isEqualTo(2);
    }

    @Test
    void moreThanCanBeCountedIsRefused() {
        var full = new Semaphore(Integer.MAX_VALUE);

        assertThatThrownBy(full::release).isInstanceOf(IllegalStateException.class);
        assertThat(full.permits()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aNegativeNumberIsRefused() {
        assertThatThrownBy(() -> new Semaphore(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 permits");
    }
}
