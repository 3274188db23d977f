package jevent.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A limit for one contender: `factor` times the best of `peers`, or `atMost`, whichever is more.
record Target(Contender contender, double factor, double atMost, List<Contender> peers) {

    static Target of(Contender contender, double factor, Contender... peers) {
        return new Target(contender, factor, 0, List.of(peers));
    }

    Target orAtMost(double limit) {
        return new Target(contender, factor, limit, peers);
    }

    /// One line: what was reached, what was asked, and whether it is met; empty when not all of it
    /// was measured.
    String judge(Map<Contender, Double> values) {
        if (!values.containsKey(contender) || !values.keySet().containsAll(peers)) {
            return "";
        }
        double value = values.get(contender);
        double best = peers.stream().mapToDouble(values::get).min().orElse(0);
        double limit = Math.max(atMost, factor * best);
        return "%-15s %-32s %-15s %s"
                .formatted(contender.label, reached(value, best), asked(), verdict(value, limit));
    }

    private String reached(double value, double best) {
        if (peers.isEmpty()) {
            return format("%.1f", value);
        }
        var names = peers.stream().map(peer -> peer.label).collect(Collectors.joining(", "));
        return format("%.2f x %s", value / best, peers.size() == 1 ? names : "the best peer");
    }

    private String asked() {
        if (peers.isEmpty()) {
            return format("<= %.0f", atMost);
        }
        return atMost == 0 ? format("<= %.2f", factor) : format("<= %.2f or %.0f", factor, atMost);
    }

    private static String verdict(double value, double limit) {
        return value <= limit ? "met" : "MISSED";
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
