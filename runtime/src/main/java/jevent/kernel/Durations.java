package jevent.kernel;

import java.time.Duration;
import java.util.Objects;

/// How durations are checked, shown and turned into deadlines, in one place.
public final class Durations {

    private Durations() {}

    /// Nanoseconds; more than 292 years are for ever.
    ///
    /// @throws IllegalArgumentException if it is negative
    public static long nanos(Duration duration) {
        Objects.requireNonNull(duration, "duration");
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "negative duration "
                            + duration
                            + ": if it is what is left until a deadline that may have passed, take"
                            + " Duration.ZERO then");
        }
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /// `now + nanos`, or the end of time. A deadline is compared by `deadline - now`, so that it
    /// survives the overflow of the clock.
    public static long deadline(long now, long nanos) {
        return nanos >= Long.MAX_VALUE / 2 ? Long.MAX_VALUE : now + nanos;
    }

    /// "150 ms", "3 s": as short as it is exact.
    public static String text(Duration duration) {
        long nanos = nanos(duration);
        if (nanos % 1_000_000_000 == 0) {
            return nanos / 1_000_000_000 + " s";
        }
        return nanos % 1_000_000 == 0 ? nanos / 1_000_000 + " ms" : nanos / 1_000 + " µs";
    }
}
