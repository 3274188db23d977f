package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// The fibers that can run, in an order that is drawn by lot: for tests, which should hold in any.
final class DrawnQueue extends ReadyQueue {

    private final List<Fiber> fibers = new ArrayList<>();

    private final IntUnaryOperator lot;

    /// @param lot draws a number below the one that it is given
    DrawnQueue(IntUnaryOperator lot) {
        this.lot = lot;
    }

    @Override
    void append(Fiber fiber) {
        fibers.add(fiber);
    }

    @Override
    @Nullable Fiber take() {
        if (fibers.isEmpty()) {
            return null;
        }
        Fiber last = fibers.removeLast();
        int drawn = lot.applyAsInt(fibers.size() + 1);
        return drawn == fibers.size() ? last : fibers.set(drawn, last);
    }
}
