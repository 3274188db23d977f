package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;

/// One thread at a time is inside, and it lets go whatever happens.
@Timeout(60)
class SpinLockTest {

    private static final int ROUNDS = 400;

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

    private void sections() {
        for (int i = 0; i < ROUNDS; i++) {
            lock.lock();
            overlaps += inside;
            inside++;
            int seen = sections;
            letTheOtherOn(i % 8 == 0);
            sections = seen + 1;
            inside--;
            lock.unlock();
            letTheOtherOn(i % 8 == 4);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // an invitation, nothing more
    private static void letTheOtherOn(boolean now) {
        if (now) {
            Thread.yield();
        }
    }

    private void together(Thread.Builder first, Thread.Builder second) throws Exception {
        List<Thread> threads = List.of(first.start(this::sections), second.start(this::sections));
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
