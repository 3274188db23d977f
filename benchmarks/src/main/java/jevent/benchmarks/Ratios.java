package jevent.benchmarks;

import jevent.benchmarks.Contender.Role;
import jevent.benchmarks.report.Table;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How the contenders at one workload stand to each other.
///
/// @param values the less, the better
record Ratios(Map<Contender, Double> values) {

    /// Empty if one of the two has no figure.
    String toFloor(Contender contender) {
        return of(contender, best(Role.FLOOR)).map(Table::number).orElse("");
    }

    /// With the peer's name, for it depends on the figures who is the best; empty if there is none.
    String toBestPeer(Contender contender) {
        var best = best(Role.PEER);
        return of(contender, best)
                .map(ratio -> Table.number(ratio) + " " + best.orElseThrow().label)
                .orElse("");
    }

    private Optional<Contender> best(Role role) {
        return in(role).min(Comparator.comparing(values::get));
    }

    private Stream<Contender> in(Role role) {
        return values.keySet().stream().filter(contender -> contender.role == role);
    }

    private Optional<Double> of(Contender contender, Optional<Contender> other) {
        var value = Optional.ofNullable(values.get(contender));
        return value.flatMap(v -> other.map(values::get).map(o -> v / o));
    }
}
