package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.function.Predicate;

/// Something that happens once and has a result, and those who wait for it.
///
/// ```text
///   OPEN ──── settle ────▶ SETTLED      waiters are woken and links called, in order of arrival;
///                                       later ones find it settled
/// ```
///
/// Any thread may use it. It is its own lock, and makes its queue when somebody first waits: most
/// greenlets end without ever being waited for.
public non-sealed class Settling<R> extends SpinLock {

    /// Under the lock.
    private @Nullable WaitQueue waiters;

    /// Null while open. Written under the lock.
    private volatile @Nullable R result;

    public boolean isSettled() {
        return result != null;
    }

    /// The result; null while it is open.
    public @Nullable R result() {
        return result;
    }

    /// Settles it.
    ///
    /// @return false, with nothing done, if it was settled before
    public boolean settle(R outcome) {
        lock();
        boolean open = result == null;
        WaitQueue.Node chain = null;
        if (open) {
            result = outcome;
            chain = waiters == null ? null : waiters.takeAll();
        }
        unlock();
        WaitQueue.wakeAll(chain);
        return open;
    }

    /// Queues a node.
    ///
    /// @return false, with nothing done, if it is settled
    public boolean enlist(WaitQueue.Node node) {
        lock();
        boolean open = result == null;
        if (open) {
            if (waiters == null) {
                waiters = new WaitQueue(this);
            }
            waiters.add(node);
        }
        unlock();
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
        lock();
        WaitQueue.Node node = waiters == null ? null : waiters.first();
        while (node != null && !match.test(node)) {
            node = node.following();
        }
        unlock();
        return node;
    }

    public int waiters() {
        lock();
        int size = waiters == null ? 0 : waiters.size();
        unlock();
        return size;
    }
}
