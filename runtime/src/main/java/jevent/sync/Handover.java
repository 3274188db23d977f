package jevent.sync;

import jevent.kernel.Strand;
import jevent.kernel.Wait;

import org.jspecify.annotations.Nullable;

/// A getter or a putter that waits, and the item that goes through its hands.
///
/// Whoever takes it out of its queue, under the lock, moves the item: a putter's into the queue, a
/// getter's to the getter. One that is abandoned has moved nothing.
final class Handover<T> extends Wait {

    private @Nullable T item;

    Handover(Strand strand, Object target, @Nullable T item) {
        super(strand, target);
        this.item = item;
    }

    /// Called under the lock, by the one who took this out of its queue.
    void give(T given) {
        item = given;
    }

    /// The item; called by the getter when it has been woken, or under the lock by the one who took
    /// this putter out of its queue.
    T item() {
        T moved = item;
        if (moved == null) {
            throw new AssertionError(this + " was woken without an item");
        }
        item = null;
        return moved;
    }
}
