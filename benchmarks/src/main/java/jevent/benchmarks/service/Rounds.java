package jevent.benchmarks.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What the contenders at a service have shown, round by round; figures are medians.
public final class Rounds {

    private record Figure(String suffix, ToDoubleFunction<Round> of, String unit) {}

    private static final List<Figure> FIGURES =
            List.of(
                    new Figure("", Round::perSecond, "requests/s"),
                    new Figure("-p50", Round::p50, "ms"),
                    new Figure("-p99", Round::p99, "ms"),
                    new Figure("-cpu", Round::cpu, "us/request"));

    private final String workload;
    private final Map<String, List<Round>> measured = new LinkedHashMap<>();

    public Rounds(String workload) {
        this.workload = workload;
    }

    public void add(String contender, Round round) {
        var all = measured.computeIfAbsent(contender, _ -> new ArrayList<>());
        all.add(round);
        System.err.printf("round %d  %s %s: %s%n", all.size(), workload, contender, round);
    }

    /// Prints a line for each figure of each contender.
    public void print() {
        for (var figure : FIGURES) {
            measured.forEach((contender, rounds) ->
                    print(
                            "%-20s %-18s %10.2f %s",
                            workload + figure.suffix,
                            contender,
                            median(rounds, figure.of),
                            figure.unit));
        }
    }

    /// Prints how a contender's requests per second stand to a peer's.
    public void judge(String contender, double factor, String peer) {
        double ratio = median(contender, Round::perSecond) / median(peer, Round::perSecond);
        print(
                "%-20s %-15s %-32s %-15s %s",
                workload,
                contender,
                String.format(Locale.ROOT, "%.2f x %s", ratio, peer),
                String.format(Locale.ROOT, ">= %.2f", factor),
                ratio >= factor ? "met" : "MISSED");
    }

    /// Prints how a contender's slowest requests stand to a peer's.
    public void judgeSlowest(String contender, double factor, String peer) {
        double ratio = median(contender, Round::p99) / median(peer, Round::p99);
        print(
                "%-20s %-15s %-32s %-15s %s",
                workload + "-p99",
                contender,
                String.format(Locale.ROOT, "%.2f x %s", ratio, peer),
                String.format(Locale.ROOT, "<= %.2f", factor),
                ratio <= factor ? "met" : "MISSED");
    }

    private double median(String contender, ToDoubleFunction<Round> figure) {
        return median(measured.getOrDefault(contender, List.of()), figure);
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static void print(String pattern, Object... values) {
        IO.println(String.format(Locale.ROOT, pattern, values));
    }
}
