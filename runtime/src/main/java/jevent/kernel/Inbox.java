package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

/// What other threads send to a scheduler: a lock-free list that any thread pushes to and the
/// holder of the turn empties as a whole, in order.
///
/// It is intrusive, so that a wake-up from another thread allocates nothing, and never full, so
/// that a sender never waits. (A Treiber stack, taken with one exchange and reversed.)
final class Inbox {

    /// Something that can be sent; it is in at most one inbox, at most once.
    abstract static class Node {
        /// Written by the sender before it is published, then by the receiver.
        @Nullable Node nextInInbox;

        /// Handles the message; the receiver holds the turn.
        abstract void received();
    }

    private static final VarHandle TOP =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "top", VarHandle.class, Inbox.class, Node.class);

    /// Any thread, CAS.
    private volatile @Nullable Node top;

    private final Consumer<Throwable> failed;

    /// @param failed is told what a message throws
    Inbox(Consumer<Throwable> failed) {
        this.failed = failed;
    }

    void push(Node node) {
        Node seen;
        do {
            seen = top;
            node.nextInInbox = seen;
        } while (!TOP.compareAndSet(this, seen, node));
    }

    boolean isEmpty() {
        return top == null;
    }

    /// Handles everything that was sent so far, oldest first. One message that fails does not take
    /// those behind it along.
    void drain() {
        Node node = reversed((Node) TOP.getAndSet(this, null));
        while (node != null) {
            Node next = node.nextInInbox;
            node.nextInInbox = null; // before received(): from there on it may be sent again
            try {
                node.received();
            } catch (Throwable e) {
                failed.accept(e);
            }
            node = next;
        }
    }

    private static @Nullable Node reversed(@Nullable Node newest) {
        Node oldest = null;
        while (newest != null) {
            Node next = newest.nextInInbox;
            newest.nextInInbox = oldest;
            oldest = newest;
            newest = next;
        }
        return oldest;
    }
}
