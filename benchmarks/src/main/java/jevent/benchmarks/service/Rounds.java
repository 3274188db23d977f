package jevent.benchmarks.service;

import jevent.benchmarks.report.Table;
import jevent.benchmarks.report.Verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What the contenders at a service have shown, round by round; figures are medians.
public final class Rounds {

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

    /// Prints a line for each figure of each contender, and then the heading of what [#judge] says.
    public void print() {
        for (var figure : figures()) {
            measured.keySet().forEach(contender -> print(figure, contender));
        }
        IO.println();
        IO.println(Table.heading());
    }

    private Set<Figure> figures() {
        var figures = new LinkedHashSet<Figure>();
        measured.values().stream()
                .flatMap(Collection::stream)
                .forEach(round -> figures.addAll(round.figures().keySet()));
        return figures;
    }

    private void print(Figure figure, String contender) {
        double value = median(contender, figure);
        if (!Double.isNaN(value)) {
            IO.println(Table.figure(workload + figure.suffix(), contender, value, figure.unit()));
        }
    }

    /// Prints how a contender stands to a peer.
    ///
    /// @param factor what its figure is to be of the peer's, at least or at most
    public void judge(String contender, Figure figure, double factor, String peer) {
        IO.println(
                Table.target(
                        workload + figure.suffix(),
                        contender,
                        median(contender, figure),
                        figure.unit(),
                        "",
                        "",
                        verdict(contender, figure, factor, peer)));
    }

    /// What [#judge] prints last.
    Verdict verdict(String contender, Figure figure, double factor, String peer) {
        double ratio = median(contender, figure) / median(peer, figure);
        var sign = figure.moreIsBetter() ? ">=" : "<=";
        var asked = String.format(Locale.ROOT, "%s %.2f x %s", sign, factor, peer);
        if (Double.isNaN(ratio)) {
            return Verdict.notMeasured(asked);
        }
        return Verdict.ofRatio(asked, ratio, factor, figure.moreIsBetter());
    }

    /// Not a number if there is no such figure.
    private double median(String contender, Figure figure) {
        var sorted =
                measured.getOrDefault(contender, List.of()).stream()
                        .filter(round -> round.figures().containsKey(figure))
                        .mapToDouble(round -> round.figures().get(figure))
                        .sorted()
                        .toArray();
        return sorted.length == 0
                ? Double.NaN
                : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
