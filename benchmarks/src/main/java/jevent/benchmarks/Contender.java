package jevent.benchmarks;

import java.util.Arrays;
import java.util.List;

/// Who is measured: a row's name, the benchmark method, and what its JVM is started with.
enum Contender {
    JEVENT_CARRIER(
            "jevent-carrier",
            "jevent",
            "-Djevent.mode=carrier",
            "--add-opens=java.base/java.lang=ALL-UNNAMED"),
    JEVENT_SPINNING(
            "jevent-spinning",
            "spinning",
            "-Djevent.spin=50",
            "-Djevent.mode=carrier",
            "--add-opens=java.base/java.lang=ALL-UNNAMED"),
    JEVENT_OWN_THREAD(
            "jevent-own-thread",
            "ownThread",
            "-Djevent.mode=carrier",
            "--add-opens=java.base/java.lang=ALL-UNNAMED"),
    JEVENT_BATON("jevent-baton", "jevent", "-Djevent.mode=baton"),
    CONTINUATION(
            "continuation", "continuation", "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED"),
    VIRTUAL_THREADS("virtual-threads", "virtualThreads"),
    VIRTUAL_THREADS_ONE_CARRIER(
            "virtual-threads-1",
            "virtualThreads",
            "-Djdk.virtualThreadScheduler.parallelism=1",
            "-Djdk.virtualThreadScheduler.maxPoolSize=1"),
    KOTLIN("kotlin", "kotlin"),
    KOTLIN_FLOW("kotlin-flow", "kotlinFlow"),
    REACTOR("reactor", "reactor"),
    RXJAVA("rxjava", "rxjava");

    final String label;
    final String method;
    final List<String> jvmArgs;

    Contender(String label, String method, String... jvmArgs) {
        this.label = label;
        this.method = method;
        this.jvmArgs = List.of(jvmArgs);
    }

    static List<Contender> of(Class<?> workload) {
        return Arrays.stream(values())
                .filter(contender -> contender.takesPartIn(workload))
                .toList();
    }

    private boolean takesPartIn(Class<?> workload) {
        return Arrays.stream(workload.getMethods()).anyMatch(m -> m.getName().equals(method));
    }
}
