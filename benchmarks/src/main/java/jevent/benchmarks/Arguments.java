package jevent.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `benchmarks/run` was asked for.
///
/// @param services what is measured as a whole, and not by JMH
record Arguments(
        List<Workload> workloads,
        List<Service> services,
        boolean quick,
        Optional<String> profiler) {

    static final String USAGE =
            """
            usage: benchmarks/run [--quick] [--profile PROFILER] [NAME...]
                   benchmarks/run --list
              NAME      a workload, all of them when none is named;
                        http-hello and flight-desk, which take minutes, have to be named
                        with --quick
              --list    names the workloads
              --quick   one short round in place of three, to see that everything runs
              --profile adds a JMH profiler, such as gc or stack; its report goes to stderr
            """;

    static Arguments parse(String[] args) {
        var workloads = new ArrayList<Workload>();
        var services = new ArrayList<Service>();
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
                default -> add(args[i], workloads, services);
            }
        }
        if (workloads.isEmpty() && services.isEmpty()) {
            workloads.addAll(List.of(Workload.values()));
            services.addAll(quick ? List.of() : List.of(Service.values()));
        }
        return new Arguments(List.copyOf(workloads), List.copyOf(services), quick, profiler);
    }

    private static void add(String label, List<Workload> workloads, List<Service> services) {
        var workload = Workload.named(label);
        var service = Service.named(label);
        if (workload.isEmpty() && service.isEmpty()) {
            throw new IllegalArgumentException(
                    "no workload named " + label + "; --list names them");
        }
        workload.ifPresent(workloads::add);
        service.ifPresent(services::add);
    }

    int rounds() {
        return quick ? 1 : 3;
    }
}
