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

    @Nullable Fiber poll() {
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
