package jevent.benchmarks.service;

import java.time.Duration;
import java.util.Locale;

/// What one round with one contender has shown.
///
/// @param p50 in milliseconds, as `p99`
/// @param cpu that the server's process has computed for each request, in microseconds
public record Round(double perSecond, double p50, double p99, double cpu) {

    /// @param took how long all of it took
    /// @param cpu that the server's process has computed in this time
    public static Round of(long requests, Duration took, double p50, double p99, Duration cpu) {
        return new Round(requests * 1e9 / took.toNanos(), p50, p99, cpu.toNanos() / 1e3 / requests);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.0f requests/s, p50 %.2f ms, p99 %.2f ms, cpu %.1f us/request",
                perSecond,
                p50,
                p99,
                cpu);
    }
}
