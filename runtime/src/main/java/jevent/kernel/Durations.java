package jevent.kernel;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How durations are checked, shown and turned into deadlines, in one place. Every limit, delay and
/// grace of the public API comes through here: zero looks once and does not wait, less is refused.
public final class Durations {

    private static final List<Map.Entry<Long, String>> UNITS =
            List.of(entry(1_000_000_000L, "s"), entry(1_000_000L, "ms"), entry(1_000L, "µs"));

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

    /// "3 s", "150 ms", "20 µs", "700 ns": the largest unit that makes it a whole number.
    public static String text(Duration duration) {
        long nanos = nanos(duration);
        for (var unit : UNITS) {
            if (nanos % unit.getKey() == 0) {
                return nanos / unit.getKey() + " " + unit.getValue();
            }
        }
        return nanos + " ns";
    }
}
