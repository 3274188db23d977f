package jevent.benchmarks;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Measures one contender at one workload, once, in a JVM of its own.
final class Measure {

    private static final List<String> JVM = List.of("--sun-misc-unsafe-memory-access=allow");
    private static final List<String> JMH_JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");
    private static final List<String> HEAP_JVM = List.of("-Xmx4g", "-XX:+UseParallelGC");

    private final Arguments arguments;
    private final Collection<RunResult> results = new ArrayList<>();

    Measure(Arguments arguments) {
        this.arguments = arguments;
    }

    /// What JMH has to say about all of them, for its `JSON` format.
    Collection<RunResult> results() {
        return results;
    }

    double once(Workload workload, Contender contender) throws MeasureException {
        try {
            return workload == Workload.PARKED_HEAP
                    ? heap(contender)
                    : time(workload.type, contender);
        } catch (RunnerException | IOException | NumberFormatException e) {
            throw new MeasureException(e);
        }
    }

    private double time(Class<?> workload, Contender contender) throws RunnerException {
        var options =
                new OptionsBuilder()
                        .include(Pattern.quote(workload.getName() + "." + contender.method) + "$")
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.milliseconds(arguments.quick() ? 500 : 1_000))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(arguments.quick() ? 200 : 500))
                        .shouldFailOnError(true)
                        .jvmArgs(jvmArgs(JMH_JVM, contender));
        arguments.profiler().ifPresent(options::addProfiler);
        var verbosity = arguments.profiler().isPresent() ? VerboseMode.NORMAL : VerboseMode.SILENT;
        var log = OutputFormatFactory.createFormatInstance(System.err, verbosity);
        var result = new Runner(options.build(), log).runSingle();
        results.add(result);
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    private double heap(Contender contender) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmArgs(HEAP_JVM, contender)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(ParkedHeap.class.getName(), contender.method));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return Double.parseDouble(new String(process.getInputStream().readAllBytes()).strip());
    }

    private static String[] jvmArgs(List<String> ofKind, Contender contender) {
        var args = new ArrayList<>(JVM);
        args.addAll(ofKind);
        args.addAll(contender.jvmArgs);
        return args.toArray(String[]::new);
    }

    /// A contender that did not get through; its cause says why.
    static final class MeasureException extends Exception {

        private static final long serialVersionUID = 1;

        MeasureException(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }
}
