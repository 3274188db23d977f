package jevent.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Every workload runs with every contender, once: none is broken, and all do the same work.
class WorkloadsTest {

    @ParameterizedTest
    @EnumSource(
            names = {"SWITCH", "TIMEOUT", "PARKED_HEAP"},
            mode = EnumSource.Mode.EXCLUDE)
    void contendersOfAWorkloadComeToTheSameResult(Workload workload) throws Exception {
        Map<String, Object> results = new LinkedHashMap<>();
        for (Method method : methods(workload)) {
            Object fresh = workload.type.getConstructor().newInstance();
            results.put(method.getName(), method.invoke(fresh));
        }
        assertThat(results.values().stream().distinct()).as("%s", results).hasSize(1);
    }

    private static List<Method> methods(Workload workload) {
        return Arrays.stream(workload.type.getMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"SWITCH", "TIMEOUT"})
    void contendersWithoutAResultRun(Workload workload) throws RunnerException {
        var options =
                new OptionsBuilder()
                        .include(workload.type.getName() + "\\.")
                        .mode(Mode.SingleShotTime)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT);
        assertThat(new Runner(options.build()).run()).hasSameSizeAs(methods(workload));
    }

    @Test
    void parkedTasksAreParkedAndEnd() {
        var parked = new AtomicInteger();
        ParkedHeap.jevent(100, parked::incrementAndGet);
        ParkedHeap.continuation(100, parked::incrementAndGet);
        ParkedHeap.virtualThreads(100, parked::incrementAndGet);
        ParkedHeap.kotlin(100, parked::incrementAndGet);
        assertThat(parked).hasValue(4);
    }
}
