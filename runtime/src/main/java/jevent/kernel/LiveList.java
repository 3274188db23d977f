package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The fibers that have been started and have not ended, oldest first. Intrusive; holder of the
/// turn only, but [#copy].
///
/// A link leads from an older fiber to a younger one, always, and none comes back: so a walk ends
/// even where the list changes meanwhile. Whether it has is what the version says. (A seqlock.)
final class LiveList {

    private static final VarHandle VERSION =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "version", VarHandle.class, LiveList.class, int.class);

    private static final int TRIES = 1_000;

    /// Odd while the list is being changed.
    private int version;

    private @Nullable Fiber first;
    private @Nullable Fiber last;
    private int size;

    int size() {
        return size;
    }

    void add(Fiber fiber) {
        beginChange();
        fiber.live = true;
        fiber.previousLive = last;
        if (last == null) {
            first = fiber;
        } else {
            last.nextLive = fiber;
        }
        last = fiber;
        size++;
        endChange();
    }

    private void beginChange() {
        VERSION.setOpaque(this, version + 1);
        VarHandle.storeStoreFence(); // ORDERING: odd before the first change; pairs with copy()
    }

    private void endChange() {
        VERSION.setRelease(this, version + 1); // ORDERING: even after the last one
    }

    void remove(Fiber fiber) {
        if (!fiber.live) {
            return;
        }
        beginChange();
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
        endChange();
    }

    void forEach(Consumer<Fiber> action) {
        copy().forEach(action);
    }

    /// As it was at one moment; any thread. From a list that never stands still, what could be
    /// seen.
    List<Fiber> copy() {
        List<Fiber> seen = List.of();
        for (int i = 0; i < TRIES; i++) {
            int before = (int) VERSION.getAcquire(this);
            seen = walk();
            VarHandle.loadLoadFence(); // ORDERING: all links before the second look
            if (before % 2 == 0 && before == (int) VERSION.getOpaque(this)) {
                break;
            }
            Thread.onSpinWait();
        }
        return seen;
    }

    private List<Fiber> walk() {
        List<Fiber> seen = new ArrayList<>();
        for (Fiber fiber = first; fiber != null; fiber = fiber.nextLive) {
            seen.add(fiber);
        }
        return seen;
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
