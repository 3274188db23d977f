package jevent.kernel;

import org.jspecify.annotations.Nullable;

/// The waiters of a primitive, first come first served.
///
/// Guarded by the primitive's [SpinLock]. Leaving the queue is what settles a wait: the one who
/// takes a node out under the lock, and nobody else, decides how it ends.
public final class WaitQueue {

    /// One entry: a strand that waits ([Wait]) or a call to be made ([Link]).
    public abstract static class Node implements Blocker {
        private @Nullable WaitQueue queue;
        private @Nullable Node previous;
        private @Nullable Node next;

        /// Tells the waiter that its node has been taken; not under the lock.
        public abstract void wake();

        /// Whether that touches nothing but the hub whose turn the caller has.
        boolean isNear() {
            return false;
        }

        @Override
        public final boolean abandon() {
            // Read without the lock: it is set before the wait begins, and cleared only once.
            WaitQueue from = queue;
            return from != null && from.removeLocked(this);
        }

        /// The next node of a chain from [#takeAll].
        public final @Nullable Node following() {
            return next;
        }
    }

    private final SpinLock lock;
    private @Nullable Node head;
    private @Nullable Node tail;

    public WaitQueue(SpinLock lock) {
        this.lock = lock;
    }

    // ---- under the lock

    public boolean isEmpty() {
        return head == null;
    }

    public void add(Node node) {
        node.queue = this;
        node.previous = tail;
        if (tail == null) {
            head = node;
        } else {
            tail.next = node;
        }
        tail = node;
    }

    /// Takes the first node, or null.
    public @Nullable Node poll() {
        Node first = head;
        if (first != null) {
            unlink(first);
        }
        return first;
    }

    public @Nullable Node first() {
        return head;
    }

    /// Takes all nodes; the first one is returned, [Node#following] leads on.
    public @Nullable Node takeAll() {
        Node first = head;
        for (Node node = first; node != null; node = node.next) {
            node.queue = null;
            node.previous = null;
        }
        head = null;
        tail = null;
        return first;
    }

    public int size() {
        int size = 0;
        for (Node node = head; node != null; node = node.next) {
            size++;
        }
        return size;
    }

    /// Copies the oldest nodes, as many as there is room for.
    void copyTo(@Nullable Node[] nodes) {
        Node node = head;
        for (int i = 0; i < nodes.length && node != null; i++) {
            nodes[i] = node;
            node = node.next;
        }
    }

    private void unlink(Node node) {
        Node before = node.previous;
        Node after = node.next;
        if (before == null) {
            head = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            tail = before;
        } else {
            after.previous = before;
        }
        node.queue = null;
        node.previous = null;
        node.next = null;
    }

    // ---- not under the lock

    /// Makes sure that there is stack left to wake those who wait. A guess is enough: who comes now
    /// may be missed as well.
    ///
    /// @throws StackOverflowError if there is not; nothing has begun
    public void ensureRoom() {
        Node first = head;
        if (first != null) {
            StackRoom.ensure(first.next == null && first.isNear());
        }
    }

    private boolean removeLocked(Node node) {
        lock.lock();
        boolean mine = node.queue == this;
        try {
            if (mine) {
                unlink(node);
            }
            lock.unlock();
        } catch (StackOverflowError e) {
            lock.held = false; // a call would overflow again
            throw e;
        }
        return mine;
    }

    /// Wakes a chain from [#takeAll], first to last.
    public static void wakeAll(@Nullable Node chain) {
        Node node = chain;
        while (node != null) {
            Node next = node.next;
            node.next = null; // a woken waiter may live long; its neighbours should not
            node.wake();
            node = next;
        }
    }
}
