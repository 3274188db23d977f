package jevent.kernel;

import org.jspecify.annotations.Nullable;

/// The fibers that can run, first come first served. Intrusive; holder of the turn only.
final class ReadyQueue {

    private @Nullable Fiber head;
    private @Nullable Fiber tail;
    private int size;

    int size() {
        return size;
    }

    /// Adds a fiber unless it is in the queue already.
    void add(Fiber fiber) {
        if (fiber.queued) {
            return;
        }
        fiber.queued = true;
        size++;
        Fiber last = tail;
        tail = fiber;
        if (last == null) {
            head = fiber;
        } else {
            last.nextReady = fiber;
        }
    }

    /// The first fiber that has not ended; null if there is none.
    @Nullable Fiber poll() {
        Fiber first = pollAny();
        while (first != null && first.isFinished()) {
            first = pollAny(); // woken in the very turn in which it ended
        }
        return first;
    }

    private @Nullable Fiber pollAny() {
        Fiber first = head;
        if (first == null) {
            return null;
        }
        head = first.nextReady;
        if (head == null) {
            tail = null;
        }
        first.nextReady = null;
        first.queued = false;
        size--;
        return first;
    }
}
