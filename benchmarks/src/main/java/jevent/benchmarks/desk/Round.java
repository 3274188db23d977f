package jevent.benchmarks.desk;

import samples.flightdesk.Figures;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// What one round with one contender has shown.
///
/// @param cpu that the server's process has computed for each request
/// @param fallbacks how often it has done without the upstream
record Round(double perSecond, double p50, double p99, double cpu, int fallbacks) {

    private record Row(String workload, ToDoubleFunction<Round> figure, String unit) {}

    private static final List<Row> ROWS =
            List.of(
                    new Row("flight-desk", Round::perSecond, "requests/s"),
                    new Row("flight-desk-p50", Round::p50, "ms"),
                    new Row("flight-desk-p99", Round::p99, "ms"),
                    new Row("flight-desk-cpu", Round::cpu, "us/request"));

    static Round of(Figures figures, long nanos, Duration cpu) {
        return new Round(
                figures.requests() * 1e9 / nanos,
                figures.millis(50),
                figures.millis(99),
                cpu.toNanos() / 1e3 / figures.requests(),
                figures.fallbacks());
    }

    /// A line for each figure of each contender: the median of its rounds.
    static Stream<String> rows(Map<DeskContender, List<Round>> rounds) {
        return ROWS.stream()
                .flatMap(row ->
                        rounds.entrySet().stream().map(e -> line(row, e.getKey(), e.getValue())));
    }

    private static String line(Row row, DeskContender contender, List<Round> rounds) {
        var sorted = rounds.stream().mapToDouble(row.figure).sorted().toArray();
        var median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return String.format(
                Locale.ROOT,
                "%-20s %-18s %9.1f %s",
                row.workload,
                contender.label,
                median,
                row.unit);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.0f requests/s, p50 %.1f ms, p99 %.1f ms, cpu %.0f us/request, %d fallbacks",
                perSecond,
                p50,
                p99,
                cpu,
                fallbacks);
    }
}
