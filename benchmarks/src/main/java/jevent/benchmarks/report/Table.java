package jevent.benchmarks.report;

import jevent.benchmarks.report.Verdict.Result;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;

/// The lines of stdout: a figure of each contender, then one for each target.
public final class Table {

    private static final String FIGURE = "%-24s %-18s %10s %-11s";
    private static final String TARGET = FIGURE + " %8s  %-24s %-36s %s";

    private Table() {}

    public static String figure(String workload, String contender, double value, String unit) {
        return line(FIGURE, workload, contender, number(value), unit);
    }

    /// What stands above the lines of [#target].
    public static String heading() {
        return line(
                TARGET,
                "workload",
                "contender",
                "figure",
                "",
                "x floor",
                "x the best peer",
                "target",
                "");
    }

    /// @param floor ratio to the least that the JDK can do; empty if there is no such contender
    /// @param peer ratio to the best peer, and its name
    public static String target(
            String workload,
            String contender,
            double value,
            String unit,
            String floor,
            String peer,
            Verdict verdict) {
        return line(
                TARGET,
                workload,
                contender,
                number(value),
                unit,
                floor,
                peer,
                verdict.asked(),
                verdict);
    }

    /// How many targets are met, and how many are not.
    public static String summary(Collection<Result> results) {
        return line(
                "of %d targets %d met, %d missed, %d not measured",
                results.size(),
                count(results, Result.MET),
                count(results, Result.MISSED),
                count(results, Result.NOT_MEASURED));
    }

    private static int count(Collection<Result> results, Result result) {
        return Collections.frequency(results, result);
    }

    /// A ratio or a figure, with as many digits as it needs to be told from its neighbours.
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.1f", value);
    }

    private static String line(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values).stripTrailing();
    }
}
