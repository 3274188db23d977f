package jevent.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `benchmarks/run` was asked for.
record Arguments(List<Workload> workloads, boolean quick, Optional<String> profiler) {

    static final String USAGE =
            """
            usage: benchmarks/run [--quick] [--profile PROFILER] [NAME...]
                   benchmarks/run --list
              NAME      a workload, all of them when none is named
              --list    names the workloads
              --quick   one short round in place of three, to see that everything runs
              --profile adds a JMH profiler, such as gc or stack; its report goes to stderr
            """;

    static Arguments parse(String[] args) {
        var workloads = new ArrayList<Workload>();
        var quick = false;
        var profiler = Optional.<String>empty();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
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
        return new Arguments(
                workloads.isEmpty() ? List.of(Workload.values()) : List.copyOf(workloads),
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
