package jevent.sync;

import jevent.Hub;
import jevent.kernel.Durations;
import jevent.kernel.SpinLock;
import jevent.kernel.Strand;
import jevent.kernel.Wait;
import jevent.kernel.WaitQueue;

import java.time.Duration;

/// A number of permits that greenlets take and give back.
///
/// ```java
/// var slots = new Semaphore(4);
/// slots.acquire();
/// try { work(); } finally { slots.release(); }
/// ```
///
/// Fair: a released permit goes to the greenlet that has waited longest, and none can overtake it.
/// *Kill, timeout, interrupt* end the wait without a permit. Any thread may use it; a permit has no
/// owner.
public sealed class Semaphore permits BoundedSemaphore {

    private final SpinLock lock = new SpinLock.Plain();
    private final WaitQueue waiters = new WaitQueue(lock);
    private int permits;

    /// @throws IllegalArgumentException if `permits` is negative
    public Semaphore(int permits) {
        if (permits < 0) {
            throw new IllegalArgumentException("a semaphore cannot have " + permits + " permits");
        }
        this.permits = permits;
    }

    /// Takes a permit, waiting for one if there is none.
    public void acquire() {
        Strand strand = Strand.current(Hub::current);
        var wait = new Wait(strand, this);
        if (!takeOr(wait)) {
            strand.await(wait);
        }
    }

    /// Takes a permit, waiting for `limit` at most.
    ///
    /// @return whether it has one
    public boolean acquire(Duration limit) {
        long nanos = Durations.nanos(limit);
        Strand strand = Strand.current(Hub::current);
        var wait = new Wait(strand, this);
        return takeOr(wait) || strand.await(wait, nanos);
    }

    /// Takes a permit if there is one; never waits.
    public boolean tryAcquire() {
        lock.lock();
        boolean taken = permits > 0;
        try {
            permits -= taken ? 1 : 0;
            lock.unlock();
        } catch (StackOverflowError e) {
            lock.held = false; // a call would overflow again
            throw e;
        }
        return taken;
    }

    private boolean takeOr(Wait wait) {
        lock.lock();
        boolean taken = permits > 0;
        try {
            if (!taken) {
                waiters.add(wait);
            }
            permits -= taken ? 1 : 0;
            lock.unlock();
        } catch (StackOverflowError e) {
            lock.held = false; // a call would overflow again
            throw e;
        }
        return taken;
    }

    /// Gives a permit back: to the first who waits, if somebody does.
    public void release() {
        int most = most();
        waiters.ensureRoom();
        lock.lock();
        boolean full = permits >= most;
        WaitQueue.Node first = null;
        try {
            if (!full) {
                first = waiters.poll();
                permits += first == null ? 1 : 0;
            }
            lock.unlock();
        } catch (StackOverflowError e) {
            lock.held = false; // a call would overflow again
            throw e;
        }
        if (full) {
            throw tooMany();
        }
        if (first != null) {
            first.wake();
        }
    }

    /// How many permits it may have at most.
    int most() {
        return Integer.MAX_VALUE;
    }

    RuntimeException tooMany() {
        return new IllegalStateException(this + " cannot count more permits");
    }

    /// How many permits can be taken now.
    public int permits() {
        return lock.reading(() -> permits);
    }

    @Override
    public String toString() {
        int[] now = lock.reading(() -> new int[] {permits, waiters.size()});
        return getClass().getSimpleName() + " [" + now[0] + " permits, " + now[1] + " waiting]";
    }
}
