package jevent.kernel;

import java.util.concurrent.locks.LockSupport;

/// A thread that belongs to no hub and waits for something of the runtime: it simply parks.
///
/// An interrupt ends the wait as it does for a greenlet, and the flag is kept.
public final class ForeignStrand extends Strand {

    private final Thread thread;

    /// Set by the waker, read by the waiting thread.
    private volatile boolean woken;

    public ForeignStrand(Thread thread) {
        this.thread = thread;
    }

    @Override
    public void await(Blocker blocker) {
        awaitUntil(blocker, Long.MAX_VALUE);
    }

    @Override
    public boolean await(Blocker blocker, long nanos) {
        return awaitUntil(blocker, Durations.deadline(System.nanoTime(), nanos));
    }

    private boolean awaitUntil(Blocker blocker, long deadline) {
        while (!woken) {
            if (thread.isInterrupted() && blocker.abandon()) {
                throw sneak(Machine.current().interruption(thread));
            }
            boolean flag = Thread.interrupted(); // park() does not wait while it is set
            if (!parkUntil(blocker, deadline)) {
                return false;
            }
            if (flag) {
                thread.interrupt();
            }
        }
        woken = false;
        return true;
    }

    /// Parks once; false when the deadline has passed and the wait could be abandoned.
    private static boolean parkUntil(Blocker blocker, long deadline) {
        if (deadline == Long.MAX_VALUE) {
            LockSupport.park(blocker);
            return true;
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return !blocker.abandon();
        }
        LockSupport.parkNanos(blocker, left);
        return true;
    }

    @Override
    public void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    @Override
    void received() {
        throw new AssertionError("a foreign strand has no inbox");
    }

    @Override
    public String toString() {
        return "thread " + thread.getName();
    }
}
