package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.function.IntUnaryOperator;

/// In which order the ready fibers of a new scheduler get their turns.
public final class TurnOrder {

    private static final ThreadLocal<@Nullable IntUnaryOperator> LOT = new ThreadLocal<>();

    private TurnOrder() {}

    /// Runs `maker`; in the schedulers that it makes, `lot` draws who of the ready is next: a
    /// number below the one that it is given.
    public static void drawn(IntUnaryOperator lot, Runnable maker) {
        LOT.set(lot);
        try {
            maker.run();
        } finally {
            LOT.remove();
        }
    }

    static ReadyQueue queue() {
        IntUnaryOperator lot = LOT.get();
        return lot == null ? new ReadyQueue() : new DrawnQueue(lot);
    }
}
