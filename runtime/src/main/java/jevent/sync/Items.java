package jevent.sync;

import org.jspecify.annotations.Nullable;

/// The items of a queue, oldest first: a circle of slots.
///
/// Guarded by the queue's lock, and nothing here allocates: an `ArrayDeque` that grew under the
/// lock would, where memory is full, leave the lock held. A putter that finds the circle full gives
/// it a larger one, made without the lock.
final class Items<T> {

    private static final int FIRST_LENGTH = 16;

    /// The length is a power of two.
    private @Nullable Object[] slots = new Object[FIRST_LENGTH];

    private int first;
    private int size;

    int size() {
        return size;
    }

    /// How many it has room for; twice as many is what it wants next.
    int length() {
        return slots.length;
    }

    boolean isFull() {
        return size == slots.length;
    }

    /// Goes on in a larger circle; nothing happens if it has one as large already.
    void moveTo(@Nullable Object[] larger) {
        if (larger.length <= slots.length) {
            return;
        }
        int beforeEnd = Math.min(size, slots.length - first);
        System.arraycopy(slots, first, larger, 0, beforeEnd);
        System.arraycopy(slots, 0, larger, beforeEnd, size - beforeEnd);
        slots = larger;
        first = 0;
    }

    /// Adds one to a circle that is not full.
    void add(T item) {
        slots[(first + size) & (slots.length - 1)] = item;
        size++;
    }

    /// Adds one before all others, to a circle that is not full.
    void addFirst(T item) {
        int before = (first - 1) & (slots.length - 1);
        slots[before] = item;
        first = before;
        size++;
    }

    @SuppressWarnings("unchecked") // only add() fills slots
    @Nullable T peek() {
        return (T) slots[first];
    }

    @Nullable T poll() {
        T item = peek();
        if (item != null) {
            slots[first] = null;
            first = (first + 1) & (slots.length - 1);
            size--;
        }
        return item;
    }
}
