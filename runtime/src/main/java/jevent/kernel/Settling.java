package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.function.Predicate;

/// Something that happens once, and those who wait for it.
///
/// ```text
///   OPEN ──── settle ────▶ SETTLED      waiters are woken and links called, in order of arrival;
///                                       later ones find it settled
/// ```
///
/// Any thread may use it.
public final class Settling {

    private final SpinLock lock = new SpinLock();
    private final WaitQueue waiters = new WaitQueue(lock);
    private volatile boolean settled;

    public boolean isSettled() {
        return settled;
    }

    /// Settles it, after `publish` has stored the result.
    ///
    /// @return false, with nothing done, if it was settled before
    public boolean settle(Runnable publish) {
        lock.lock();
        if (settled) {
            lock.unlock();
            return false;
        }
        publish.run();
        settled = true;
        WaitQueue.Node chain = waiters.takeAll();
        lock.unlock();
        WaitQueue.wakeAll(chain);
        return true;
    }

    /// Queues a node.
    ///
    /// @return false, with nothing done, if it is settled
    public boolean enlist(WaitQueue.Node node) {
        lock.lock();
        boolean open = !settled;
        if (open) {
            waiters.add(node);
        }
        lock.unlock();
        return open;
    }

    /// Waits until it is settled; called by the strand of `wait`.
    public void await(Wait wait) {
        if (enlist(wait)) {
            wait.strand().await(wait);
        }
    }

    /// Waits until it is settled, but `nanos` at most; false if that was too short.
    public boolean await(Wait wait, long nanos) {
        return !enlist(wait) || wait.strand().await(wait, nanos);
    }

    /// Takes out the first node that matches; null if there is none.
    public WaitQueue.@Nullable Node remove(Predicate<WaitQueue.Node> match) {
        WaitQueue.Node found = find(match);
        return found != null && found.abandon() ? found : null;
    }

    /// The first queued node that matches. The test must be quick: it runs under the lock.
    public WaitQueue.@Nullable Node find(Predicate<WaitQueue.Node> match) {
        lock.lock();
        WaitQueue.Node node = waiters.first();
        while (node != null && !match.test(node)) {
            node = node.following();
        }
        lock.unlock();
        return node;
    }

    public int waiters() {
        lock.lock();
        int size = waiters.size();
        lock.unlock();
        return size;
    }
}
