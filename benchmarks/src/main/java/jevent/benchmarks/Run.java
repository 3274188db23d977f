package jevent.benchmarks;

import jevent.benchmarks.report.Table;
import jevent.benchmarks.report.Verdict;
import jevent.benchmarks.report.Verdict.Result;

import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Runs the workloads and prints a line for each contender, then how jevent does against its
/// targets. Contenders take turns, round by round, so that a slow minute of the machine is shared.
public final class Run {

    private final Arguments arguments;
    private final Measure measure;
    private final Map<Workload, Map<Contender, Double>> medians = new EnumMap<>(Workload.class);

    private Run(Arguments arguments) {
        this.arguments = arguments;
        this.measure = new Measure(arguments);
    }

    static void main(String[] args) {
        if (Arrays.asList(args).contains("--list")) {
            Arrays.stream(Workload.values()).forEach(workload -> IO.println(workload.label));
            Arrays.stream(Service.values()).forEach(service -> IO.println(service.label));
            return;
        }
        try {
            if (!new Run(Arguments.parse(args)).run()) {
                System.exit(1);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Arguments.USAGE);
            System.exit(2);
        }
    }

    /// False if a service could not be measured.
    private boolean run() {
        log("load average %.1f on %d processors", load(), processors());
        for (var workload : arguments.workloads()) {
            medians.put(workload, measureAll(workload));
            printRows(workload);
        }
        long measured = arguments.services().stream().filter(this::compare).count();
        if (!arguments.workloads().isEmpty()) {
            printTargets();
            writeJson();
        }
        log("load average %.1f at the end: others' work included", load());
        return measured == arguments.services().size();
    }

    private boolean compare(Service service) {
        try {
            service.compare(arguments.quick());
            return true;
        } catch (IOException e) {
            log("%s failed: %s", service.label, e.getMessage());
            return false;
        }
    }

    private Map<Contender, Double> measureAll(Workload workload) {
        var rounds = new EnumMap<Contender, List<Double>>(Contender.class);
        for (int round = 1; round <= arguments.rounds(); round++) {
            for (var contender : Contender.of(workload.type)) {
                measureOne(workload, contender, round, rounds);
            }
        }
        var values = new EnumMap<Contender, Double>(Contender.class);
        rounds.forEach((contender, measured) -> values.put(contender, median(measured)));
        return values;
    }

    private void measureOne(
            Workload workload, Contender contender, int round, Map<Contender, List<Double>> into) {
        try {
            double value = measure.once(workload, contender);
            into.computeIfAbsent(contender, _ -> new ArrayList<>()).add(value);
            log("round %d  %s %s %.1f", round, workload.label, contender.label, value);
        } catch (Measure.MeasureException e) {
            log("round %d  %s %s failed: %s", round, workload.label, contender.label, e.getCause());
        }
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private void printRows(Workload workload) {
        medians.get(workload)
                .forEach((contender, value) ->
                        IO.println(
                                Table.figure(
                                        workload.label, contender.label, value, workload.unit)));
    }

    private void printTargets() {
        IO.println();
        IO.println(Table.heading());
        var results = new ArrayList<Result>();
        for (var workload : arguments.workloads()) {
            for (var target : workload.targets) {
                results.add(print(workload, target).result());
            }
        }
        IO.println(Table.summary(results));
    }

    private Verdict print(Workload workload, Target target) {
        var values = medians.get(workload);
        var ratios = new Ratios(values);
        var verdict = target.judge(values);
        IO.println(
                Table.target(
                        workload.label,
                        target.contender().label,
                        values.getOrDefault(target.contender(), Double.NaN),
                        workload.unit,
                        ratios.toFloor(target.contender()),
                        ratios.toBestPeer(target.contender()),
                        verdict));
        return verdict;
    }

    private void writeJson() {
        var file = System.getProperty("jevent.benchmarks.json");
        if (file != null) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, file)
                    .writeOut(measure.results());
        }
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static void log(String pattern, Object... values) {
        System.err.println(String.format(Locale.ROOT, pattern, values));
    }
}
