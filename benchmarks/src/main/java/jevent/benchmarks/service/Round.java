package jevent.benchmarks.service;

import jevent.benchmarks.report.Table;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What one round with one contender has shown.
public record Round(Map<Figure, Double> figures) {

    public Round {
        figures = new LinkedHashMap<>(figures); // in this order
    }

    /// @param took how long all of it took
    /// @param p50 in milliseconds, as `p99`
    /// @param cpu that the server's process has computed in this time
    public static Round of(long requests, Duration took, double p50, double p99, Duration cpu) {
        var figures = new LinkedHashMap<Figure, Double>();
        figures.put(Figure.PER_SECOND, requests * 1e9 / took.toNanos());
        figures.put(Figure.P50, p50);
        figures.put(Figure.P99, p99);
        figures.put(Figure.CPU, cpu.toNanos() / 1e3 / requests);
        return new Round(figures);
    }

    /// This, and one more.
    public Round with(Figure figure, double value) {
        var more = new LinkedHashMap<>(figures);
        more.put(figure, value);
        return new Round(more);
    }

    @Override
    public String toString() {
        return figures.entrySet().stream()
                .map(entry -> said(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String said(Figure figure, double value) {
        var name = figure.suffix().isEmpty() ? "" : figure.suffix().substring(1) + " ";
        return name + Table.number(value) + " " + figure.unit();
    }
}
