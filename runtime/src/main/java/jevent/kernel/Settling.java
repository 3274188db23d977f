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
        WaitQueue queue = waiters; // a guess, as `ensureRoom` itself
        if (queue != null) {
            queue.ensureRoom();
        }
        lock();
        boolean open = result == null;
        WaitQueue.Node chain = null;
        try {
            if (open) {
                chain = waiters == null ? null : waiters.takeAll();
                result = outcome;
            }
            unlock();
        } catch (StackOverflowError e) {
            held = false; // a call would overflow again
            throw e;
        }
        WaitQueue.wakeAll(chain);
        return open;
    }

    /// Queues a node.
    ///
    /// @return false, with nothing done, if it is settled
    public boolean enlist(WaitQueue.Node node) {
        WaitQueue queue = waiters; // once made it stays
        if (queue == null) {
            queue = new WaitQueue(this); // not under the lock: there may be no memory
        }
        lock();
        boolean open = result == null;
        try {
            if (open) {
                queue = waiters == null ? queue : waiters;
                waiters = queue;
                queue.add(node);
            }
            unlock();
        } catch (StackOverflowError e) {
            held = false; // a call would overflow again
            throw e;
        }
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

    /// Takes out the first node that matches; null if there is none. The test may be anybody's
    /// code: it runs without the lock.
    public WaitQueue.@Nullable Node remove(Predicate<WaitQueue.Node> match) {
        for (WaitQueue.Node node : snapshot()) {
            if (node != null && match.test(node) && node.abandon()) {
                return node;
            }
        }
        return null;
    }

    /// Those that are queued now, oldest first; null at the end where some have left meanwhile.
    private WaitQueue.@Nullable Node[] snapshot() {
        var nodes = new WaitQueue.@Nullable Node[waiters()];
        lock();
        try {
            if (waiters != null) {
                waiters.copyTo(nodes);
            }
            unlock();
        } catch (StackOverflowError e) {
            held = false; // a call would overflow again
            throw e;
        }
        return nodes;
    }

    /// The first queued node that matches. The test runs under the lock: it must be the runtime's
    /// own, and neither allocate nor call out.
    public WaitQueue.@Nullable Node find(Predicate<WaitQueue.Node> match) {
        lock();
        WaitQueue.Node node;
        try {
            node = waiters == null ? null : waiters.first();
            while (node != null && !match.test(node)) {
                node = node.following();
            }
            unlock();
        } catch (Throwable e) {
            held = false; // a call might overflow again
            throw e;
        }
        return node;
    }

    public int waiters() {
        return reading(() -> waiters == null ? 0 : waiters.size());
    }
}
