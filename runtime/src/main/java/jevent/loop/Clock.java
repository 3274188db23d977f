package jevent.loop;

/// Where a loop's time comes from, and how it passes.
public interface Clock {

    /// The machine's monotonic clock.
    Clock SYSTEM = System::nanoTime;

    /// Nanoseconds since some fixed point; never goes back.
    long nanoTime();

    /// The loop has nothing to do for `nanos`: lets that time pass at once, if this clock can.
    ///
    /// @return false if the time has to be waited for
    default boolean skip(long nanos) {
        return false;
    }

    /// Whether [#skip] moves this clock.
    default boolean isVirtual() {
        return false;
    }
}
