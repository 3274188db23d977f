package jevent.benchmarks;

import jevent.benchmarks.report.Table;
import jevent.benchmarks.report.Verdict;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A limit for one contender: `factor` times the best of `peers`, or `atMost`, whichever is more.
record Target(Contender contender, double factor, double atMost, List<Contender> peers) {

    static Target of(Contender contender, double factor, Contender... peers) {
        return new Target(contender, factor, 0, List.of(peers));
    }

    Target orAtMost(double limit) {
        return new Target(contender, factor, limit, peers);
    }

    /// What was asked, whether it is met, and what was reached.
    Verdict judge(Map<Contender, Double> values) {
        if (!values.containsKey(contender) || !values.keySet().containsAll(peers)) {
            return Verdict.notMeasured(asked());
        }
        double value = values.get(contender);
        double best = peers.stream().mapToDouble(values::get).min().orElse(1);
        return value <= atMost
                ? Verdict.of(asked(), true, Table.number(value / best))
                : Verdict.ofRatio(asked(), value / best, factor, false);
    }

    private String asked() {
        if (peers.isEmpty()) {
            return format("<= %.0f", atMost);
        }
        var names = peers.size() == 1 ? peers.getFirst().label : "the best peer";
        var most = format("<= %.2f x %s", factor, names);
        return atMost == 0 ? most : most + format(" or %.0f", atMost);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
