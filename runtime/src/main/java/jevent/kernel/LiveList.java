package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;
import java.util.function.Predicate;

/// The fibers that have been started and have not ended, oldest first. Intrusive; holder of the
/// turn only.
final class LiveList {

    private @Nullable Fiber first;
    private @Nullable Fiber last;
    private int size;

    int size() {
        return size;
    }

    void add(Fiber fiber) {
        fiber.live = true;
        fiber.previousLive = last;
        if (last == null) {
            first = fiber;
        } else {
            last.nextLive = fiber;
        }
        last = fiber;
        size++;
    }

    void remove(Fiber fiber) {
        if (!fiber.live) {
            return;
        }
        fiber.live = false;
        Fiber before = fiber.previousLive;
        Fiber after = fiber.nextLive;
        if (before == null) {
            first = after;
        } else {
            before.nextLive = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previousLive = before;
        }
        fiber.previousLive = null;
        fiber.nextLive = null;
        size--;
    }

    void forEach(Consumer<Fiber> action) {
        for (Fiber fiber = first; fiber != null; fiber = fiber.nextLive) {
            action.accept(fiber);
        }
    }

    boolean anyMatch(Predicate<Fiber> test) {
        for (Fiber fiber = first; fiber != null; fiber = fiber.nextLive) {
            if (test.test(fiber)) {
                return true;
            }
        }
        return false;
    }
}
