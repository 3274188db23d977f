package jevent.engine;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Pending deadlines, earliest first; equal ones in the order in which they were added.
///
/// A 4-ary heap in which every entry knows its place: adding, and cancelling anywhere, are O(log
/// n), the next deadline is O(1), and a cancelled entry is gone at once. Exact, unlike a timing
/// wheel, for about 15 ns more.
///
/// Most timeouts are cancelled before anybody asks which deadline is next, so an entry is only
/// *noted* at first; it goes into the heap when [#first] is asked for. Noting and taking back are
/// O(1) and touch no other entry.
final class TimerHeap {

    /// Something that happens at a deadline.
    abstract static class Entry {
        private long deadline;
        private long sequence;

        /// NOWHERE, an index in the heap, or an index in the notes below NOWHERE.
        private int place = NOWHERE;

        final long deadline() {
            return deadline;
        }

        final boolean isScheduled() {
            return place != NOWHERE;
        }

        abstract void fire();

        private boolean isBefore(Entry other) {
            long difference = deadline - other.deadline;
            return difference < 0 || (difference == 0 && sequence - other.sequence < 0);
        }
    }

    private static final int ARITY = 4;
    private static final int NOWHERE = -1;

    private @Nullable Entry[] heap = new Entry[16];
    private int size;
    private @Nullable Entry[] noted = new Entry[16];
    private int notedSize;
    private long nextSequence;

    int size() {
        return size + notedSize;
    }

    /// The entry with the earliest deadline; null if there is none.
    @Nullable Entry first() {
        if (notedSize > 0) {
            sortIn();
        }
        return heap[0];
    }

    void add(Entry entry, long deadline) {
        if (notedSize == noted.length) {
            noted = Arrays.copyOf(noted, notedSize * 2);
        }
        entry.deadline = deadline;
        entry.sequence = nextSequence++;
        note(entry, notedSize++);
    }

    private void note(Entry entry, int index) {
        noted[index] = entry;
        entry.place = NOWHERE - 1 - index;
    }

    /// Moves what was noted into the heap.
    private void sortIn() {
        for (int i = 0; i < notedSize; i++) {
            Entry entry = at(noted, i);
            noted[i] = null;
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            siftUp(entry, size++);
        }
        notedSize = 0;
    }

    /// Takes an entry out; nothing happens if it is not in.
    void remove(Entry entry) {
        int place = entry.place;
        entry.place = NOWHERE;
        if (place > NOWHERE) {
            removeFromHeap(entry, place);
        } else if (place < NOWHERE) {
            removeNoted(entry, NOWHERE - 1 - place);
        }
    }

    private void removeNoted(Entry entry, int index) {
        Entry last = at(noted, --notedSize);
        noted[notedSize] = null;
        if (last != entry) {
            note(last, index); // their order does not matter: the heap sorts by sequence
        }
    }

    private void removeFromHeap(Entry entry, int hole) {
        Entry last = at(heap, --size);
        heap[size] = null;
        if (last == entry) {
            return;
        }
        if (hole > 0 && last.isBefore(at(heap, (hole - 1) / ARITY))) {
            siftUp(last, hole);
        } else {
            siftDown(last, hole);
        }
    }

    private static Entry at(@Nullable Entry[] entries, int index) {
        Entry entry = entries[index];
        if (entry == null) {
            throw new AssertionError("no timer at " + index);
        }
        return entry;
    }

    private void put(Entry entry, int index) {
        heap[index] = entry;
        entry.place = index;
    }

    private void siftUp(Entry entry, int from) {
        int hole = from;
        while (hole > 0) {
            int parent = (hole - 1) / ARITY;
            Entry above = at(heap, parent);
            if (!entry.isBefore(above)) {
                break;
            }
            put(above, hole);
            hole = parent;
        }
        put(entry, hole);
    }

    private void siftDown(Entry entry, int from) {
        int hole = from;
        while (ARITY * hole + 1 < size) {
            int child = earliestChild(hole);
            Entry below = at(heap, child);
            if (!below.isBefore(entry)) {
                break;
            }
            put(below, hole);
            hole = child;
        }
        put(entry, hole);
    }

    private int earliestChild(int parent) {
        int first = ARITY * parent + 1;
        int end = Math.min(first + ARITY, size);
        int best = first;
        for (int i = first + 1; i < end; i++) {
            if (at(heap, i).isBefore(at(heap, best))) {
                best = i;
            }
        }
        return best;
    }
}
