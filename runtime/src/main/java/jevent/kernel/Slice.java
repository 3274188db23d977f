package jevent.kernel;

/// How long ready fibers go on before the loop gets a turn: 64 turns, or 100 µs.
///
/// The clock is read at every eighth turn only, for it costs as much as a fifth of a turn.
final class Slice {

    static final int TURNS = 64;
    private static final int TURNS_PER_CLOCK_READ = 8;

    private final Events events;
    private int turns;
    private long start;

    Slice(Events events) {
        this.events = events;
    }

    /// Counts a turn; true if it was the last one of a slice, and then the next slice begins.
    boolean isOverAfterTurn() {
        turns++;
        if (turns < TURNS && (turns % TURNS_PER_CLOCK_READ != 0 || !events.isSliceOver(start))) {
            return false;
        }
        turns = 0;
        start = events.nanoTime();
        return true;
    }
}
