package jevent.sync;

import jevent.Hub;
import jevent.Waitable;
import jevent.kernel.Durations;
import jevent.kernel.SpinLock;
import jevent.kernel.Strand;
import jevent.kernel.Wait;
import jevent.kernel.WaitQueue;

import java.time.Duration;

/// A flag that greenlets wait for.
///
/// ```java
/// var ready = new Event();
/// Green.spawn(() -> { prepare(); ready.set(); });
/// ready.await();
/// ```
///
/// [#set] wakes everybody who waits at that moment, even if [#clear] follows at once. *Kill,
/// timeout, interrupt* end the wait of that greenlet only. Any thread may use it. (gevent's
/// `Event`.)
public final class Event implements Waitable {

    private final SpinLock lock = new SpinLock.Plain();
    private final WaitQueue waiters = new WaitQueue(lock);

    /// Written under the lock.
    private volatile boolean set;

    public boolean isSet() {
        return set;
    }

    @Override
    public boolean isReady() {
        return set;
    }

    /// Raises the flag and wakes all who wait, in the order in which they came.
    public void set() {
        waiters.ensureRoom();
        lock.lock();
        WaitQueue.Node chain;
        try {
            chain = waiters.takeAll();
            set = true;
            lock.unlock();
        } catch (StackOverflowError e) {
            lock.held = false; // a call would overflow again
            throw e;
        }
        WaitQueue.wakeAll(chain);
    }

    /// Lowers the flag. Greenlets that [#set] has woken stay woken.
    public void clear() {
        lock.lock();
        try {
            set = false;
            lock.unlock();
        } catch (StackOverflowError e) {
            lock.held = false; // a call would overflow again
            throw e;
        }
    }

    /// Waits until the flag is raised; returns at once if it is.
    public void await() {
        Strand strand = Strand.current(Hub::current);
        var wait = new Wait(strand, this);
        if (enlist(wait)) {
            strand.await(wait);
        }
    }

    /// Waits until the flag is raised, for `limit` at most.
    ///
    /// @return whether it was raised
    public boolean await(Duration limit) {
        long nanos = Durations.nanos(limit);
        Strand strand = Strand.current(Hub::current);
        var wait = new Wait(strand, this);
        return !enlist(wait) || strand.await(wait, nanos);
    }

    /// Queues a node; false, with nothing done, if the flag is raised.
    private boolean enlist(WaitQueue.Node node) {
        if (set) {
            return false;
        }
        lock.lock();
        boolean lowered = !set;
        try {
            if (lowered) {
                waiters.add(node);
            }
            lock.unlock();
        } catch (StackOverflowError e) {
            lock.held = false; // a call would overflow again
            throw e;
        }
        return lowered;
    }

    @Override
    public void rawLink(Runnable callback) {
        var link = new Callback(Hub.current(), callback);
        if (!enlist(link)) {
            link.wake();
        }
    }

    @Override
    public void unlink(Runnable callback) {
        Callback.remove(lock, waiters, callback);
    }

    @Override
    public String toString() {
        int waiting = lock.reading(waiters::size);
        return "Event [" + (set ? "set" : "not set, " + waiting + " waiting") + "]";
    }
}
