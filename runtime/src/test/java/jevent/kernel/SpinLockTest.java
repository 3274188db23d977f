package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/// One thread at a time is inside, and it lets go whatever happens.
@Timeout(60)
class SpinLockTest {

    private static final int ROUNDS = 2_000;

    private final SpinLock lock = new SpinLock.Plain();
    private int inside;
    private int sections;
    private int overlaps;

    @Test
    void itIsHeldFromLockToUnlock() {
        assertThat(lock.held).isFalse();
        lock.lock();
        assertThat(lock.held).isTrue();
        lock.unlock();
        assertThat(lock.held).isFalse();
    }

    private void sections(CyclicBarrier start) {
        awaitBoth(start);
        for (int i = 0; i < ROUNDS; i++) {
            lock.lock();
            overlaps += inside;
            inside++;
            int seen = sections;
            letTheOtherOn(i % 32 == 0);
            sections = seen + 1;
            inside--;
            lock.unlock();
            letTheOtherOn(i % 32 == 16);
        }
    }

    private static void awaitBoth(CyclicBarrier start) {
        try {
            start.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // an invitation, nothing more
    private static void letTheOtherOn(boolean now) {
        if (now) {
            Thread.yield();
        }
    }

    private void together(Thread.Builder first, Thread.Builder second) throws Exception {
        var start = new CyclicBarrier(2);
        List<Thread> threads =
                List.of(first.start(() -> sections(start)), second.start(() -> sections(start)));
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(overlaps).isZero();
        assertThat(sections).isEqualTo(2 * ROUNDS);
    }

    @Test
    void oneThreadAtATimeIsInside() throws Exception {
        together(Thread.ofPlatform(), Thread.ofPlatform());
    }

    @Test
    void virtualThreadsToo() throws Exception {
        together(Thread.ofPlatform(), Thread.ofVirtual());
    }

    @Test
    void whoComesLaterSeesWhatWasDoneInside() throws Exception {
        var seen = new ArrayList<Integer>();
        lock.lock();
        Thread later =
                Thread.ofPlatform()
                        .start(() -> {
                            lock.lock();
                            seen.add(sections);
                            lock.unlock();
                        });
        sections = 7;
        lock.unlock();
        later.join();

        assertThat(seen).containsExactly(7);
    }

    @Test
    void whatIsReadIsReadUnderIt() {
        assertThat(lock.reading(() -> lock.held)).isTrue();
        assertThat(lock.held).isFalse();
    }

    @Test
    void aSectionThatThrowsLetsGo() {
        var error = new IllegalStateException("as if");

        assertThatThrownBy(() ->
                        lock.reading(() -> {
                            throw error;
                        }))
                .isSameAs(error);
        assertThat(lock.held).isFalse();
    }
}
