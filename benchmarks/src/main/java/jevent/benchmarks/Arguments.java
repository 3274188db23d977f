package jevent.benchmarks;

import jevent.benchmarks.desk.FlightDesk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `benchmarks/run` was asked for.
///
/// @param flightDesk whether the flight desk is among it, which is no JMH workload
record Arguments(
        List<Workload> workloads, boolean flightDesk, boolean quick, Optional<String> profiler) {

    static final String USAGE =
            """
            usage: benchmarks/run [--quick] [--profile PROFILER] [NAME...]
                   benchmarks/run --list
              NAME      a workload, all of them when none is named;
                        flight-desk, which takes minutes, has to be named with --quick
              --list    names the workloads
              --quick   one short round in place of three, to see that everything runs
              --profile adds a JMH profiler, such as gc or stack; its report goes to stderr
            """;

    static Arguments parse(String[] args) {
        var workloads = new ArrayList<Workload>();
        var flightDesk = false;
        var quick = false;
        var profiler = Optional.<String>empty();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case FlightDesk.LABEL -> flightDesk = true;
                case "--quick" -> quick = true;
                case "--profile" -> {
                    if (++i == args.length) {
                        throw new IllegalArgumentException("--profile needs a profiler's name");
                    }
                    profiler = Optional.of(args[i]);
                }
                default -> workloads.add(named(args[i]));
            }
        }
        var all = workloads.isEmpty() && !flightDesk;
        return new Arguments(
                all ? List.of(Workload.values()) : List.copyOf(workloads),
                flightDesk || all && !quick,
                quick,
                profiler);
    }

    private static Workload named(String label) {
        return Workload.named(label)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no workload named " + label + "; --list names them"));
    }

    int rounds() {
        return quick ? 1 : 3;
    }
}
