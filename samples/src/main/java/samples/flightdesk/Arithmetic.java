package samples.flightdesk;

import java.util.List;

/// The figures of a route, by the textbook.
final class Arithmetic {

    private Arithmetic() {}

    static Delays delays(List<Flight> flights) {
        var delays = flights.stream().mapToInt(Flight::delay).sorted().toArray();
        if (delays.length == 0) {
            return new Delays(0, null, null, null);
        }
        var sum = 0L;
        var late = 0;
        for (var delay : delays) {
            sum += delay;
            late += delay > 15 ? 1 : 0;
        }
        return new Delays(
                delays.length,
                (double) sum / delays.length,
                (double) late / delays.length,
                quantile(0.9, delays));
    }

    /// Between the two sorted values that the quantile falls between, in proportion.
    private static double quantile(double share, int[] sorted) {
        var position = share * (sorted.length - 1);
        var below = (int) position;
        var above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
