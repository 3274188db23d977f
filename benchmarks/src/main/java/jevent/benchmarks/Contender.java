package jevent.benchmarks;

import java.util.Arrays;
import java.util.List;

/// Who is measured: what it is to us, a row's name, the benchmark method, and what its JVM is
/// started with.
enum Contender {
    JEVENT_CARRIER(
            Role.OURS,
            "jevent-carrier",
            "jevent",
            "-Djevent.mode=carrier",
            "--add-opens=java.base/java.lang=ALL-UNNAMED"),
    JEVENT_SPINNING(
            Role.OURS,
            "jevent-spinning",
            "spinning",
            "-Djevent.spin=50",
            "-Djevent.mode=carrier",
            "--add-opens=java.base/java.lang=ALL-UNNAMED"),
    JEVENT_OWN_THREAD(
            Role.OURS,
            "jevent-own-thread",
            "ownThread",
            "-Djevent.mode=carrier",
            "--add-opens=java.base/java.lang=ALL-UNNAMED"),
    JEVENT_BATON(Role.OURS, "jevent-baton", "jevent", "-Djevent.mode=baton"),
    CONTINUATION(
            Role.FLOOR,
            "continuation",
            "continuation",
            "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED"),
    VIRTUAL_THREADS(Role.PEER, "virtual-threads", "virtualThreads"),
    VIRTUAL_THREADS_ONE_CARRIER(
            Role.PEER,
            "virtual-threads-1",
            "virtualThreads",
            "-Djdk.virtualThreadScheduler.parallelism=1",
            "-Djdk.virtualThreadScheduler.maxPoolSize=1"),
    KOTLIN(Role.PEER, "kotlin", "kotlin"),
    KOTLIN_FLOW(Role.PEER, "kotlin-flow", "kotlinFlow"),
    REACTOR(Role.PEER, "reactor", "reactor"),
    RXJAVA(Role.PEER, "rxjava", "rxjava");

    /// What a contender is to us.
    enum Role {
        OURS,

        /// The least that a stack of its own costs a task: what the JDK makes stacks of, and
        /// nothing around it.
        FLOOR,

        /// What one would take instead.
        PEER
    }

    final Role role;
    final String label;
    final String method;
    final List<String> jvmArgs;

    Contender(Role role, String label, String method, String... jvmArgs) {
        this.role = role;
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
