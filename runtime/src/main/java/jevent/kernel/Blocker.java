package jevent.kernel;

/// What a fiber waits for; its `toString` is what dumps and error messages show.
public interface Blocker {

    /// Withdraws the wait, because the fiber has been killed, has timed out or will never be woken.
    ///
    /// Called by the holder of the fiber's turn.
    ///
    /// @return true when the wait was still open: no wake-up will come. False when it was already
    ///   settled: a wake-up is on its way and must be consumed.
    boolean abandon();

    /// Whether the wake-up can come from outside the hub, so that the wait is not hopeless when the
    /// hub has nothing left to do.
    default boolean isOutside() {
        return false;
    }
}
