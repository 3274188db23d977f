package jevent.bridge;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Elements on their way from one producing thread to one consuming thread.
///
/// An element is in the slot of its number; an empty slot is null, and so neither side reads the
/// other's counter. A ring without end links a second array when the first is full.
final class Ring<T> implements Supply<T> {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    /// In a slot: this element and all later ones are in the next array, which is in the last slot.
    private static final Object MOVED = new Object();

    private static final int CHUNK = 256;
    private static final int MOST_CHECKED = 1 << 12;

    /// What it holds at most; 0 is without end.
    private final int capacity;

    private final int mask;

    // The producer only.
    private @Nullable Object[] tail;
    private int written;

    // The consumer only.
    private @Nullable Object[] head;
    private int read;

    /// @param prefetch how many the producer has been asked for; a larger number than 4,096 is not
    ///   enforced
    Ring(int prefetch) {
        capacity = prefetch <= MOST_CHECKED ? prefetch : 0;
        int length = capacity == 0 ? CHUNK : Math.max(2, ceilingPowerOfTwo(capacity));
        mask = length - 1;
        head = tail = new Object[length + 1];
    }

    private static int ceilingPowerOfTwo(int n) {
        return 1 << (Integer.SIZE - Integer.numberOfLeadingZeros(n - 1));
    }

    /// Adds an element; the producer.
    ///
    /// @return false if it holds as many already as were asked for
    boolean offer(T item) {
        if (capacity == 0) {
            append(item);
            return true;
        }
        if (SLOT.getAcquire(tail, (written - capacity) & mask) != null) {
            return false;
        }
        // ORDERING: pairs with getAcquire in poll(): who sees the element sees what it refers to.
        SLOT.setRelease(tail, written++ & mask, item);
        return true;
    }

    private void append(T item) {
        int slot = written++ & mask;
        if (SLOT.getAcquire(tail, (slot + 1) & mask) == null) {
            SLOT.setRelease(tail, slot, item);
            return;
        }
        @Nullable Object[] next = new Object[mask + 2];
        next[slot] = item;
        tail[mask + 1] = next;
        SLOT.setRelease(tail, slot, MOVED);
        tail = next;
    }

    @Override
    @SuppressWarnings("unchecked") // only offer() fills slots
    public @Nullable T poll() {
        int slot = read & mask;
        Object item = SLOT.getAcquire(head, slot);
        if (item == null) {
            return null;
        }
        if (item == MOVED) {
            head = (@Nullable Object[]) java.util.Objects.requireNonNull(head[mask + 1]);
            item = head[slot];
        }
        // ORDERING: pairs with getAcquire in offer(): the slot is free when the element has been
        // read.
        SLOT.setRelease(head, slot, null);
        read++;
        return (T) item;
    }

    @Override
    public boolean isEmpty() {
        return SLOT.getAcquire(head, read & mask) == null;
    }

    @Override
    public void clear() {
        while (!isEmpty()) {
            poll();
        }
    }
}
