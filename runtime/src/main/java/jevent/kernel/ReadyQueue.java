package jevent.kernel;

import org.jspecify.annotations.Nullable;

/// The fibers that can run, first come first served. Intrusive; holder of the turn only.
///
/// Tests have one of another order, [DrawnQueue]. Where there is none, which is everywhere else,
/// its class is never loaded, and a call of a method here is a plain call.
class ReadyQueue {

    private @Nullable Fiber head;
    private @Nullable Fiber tail;
    private int size;

    final int size() {
        return size;
    }

    /// Adds a fiber unless it is in the queue already.
    final void add(Fiber fiber) {
        if (fiber.queued) {
            return;
        }
        fiber.queued = true;
        size++;
        append(fiber);
    }

    void append(Fiber fiber) {
        Fiber last = tail;
        tail = fiber;
        if (last == null) {
            head = fiber;
        } else {
            last.nextReady = fiber;
        }
    }

    /// The first fiber that has not ended; null if there is none.
    final @Nullable Fiber poll() {
        Fiber first = pollAny();
        while (first != null && first.isFinished()) {
            first = pollAny(); // made ready in the very turn in which it ended
        }
        return first;
    }

    private @Nullable Fiber pollAny() {
        Fiber first = take();
        if (first != null) {
            first.queued = false;
            size--;
        }
        return first;
    }

    @Nullable Fiber take() {
        Fiber first = head;
        if (first != null) {
            head = first.nextReady;
            if (head == null) {
                tail = null;
            }
            first.nextReady = null;
        }
        return first;
    }
}
