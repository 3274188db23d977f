package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/// All tests tagged `concurrency`, again and again in one process; none may fail or be skipped. A
/// failure is printed at once, and the runs go on: those that are rare are wanted together.
///
/// `mvn -Pstress verify -pl runtime -am -Dtest=RepeatedRunsTest -Djevent.runs=200`
@Tag("stress")
class RepeatedRunsTest {

    private static final int RUNS = Integer.getInteger("jevent.runs", 200);

    @Test
    void everyRunIsGreen() {
        var failures = new ArrayList<String>();
        for (int run = 1; run <= RUNS; run++) {
            TestExecutionSummary summary = run();
            if (summary.getTotalFailureCount() > 0) {
                summary.printFailuresTo(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8), 20);
            }
            for (TestExecutionSummary.Failure failure : summary.getFailures()) {
                failures.add("run " + run + ": " + failure.getTestIdentifier().getDisplayName());
            }
            assertThat(summary.getTestsSkippedCount()).as("run %d", run).isZero();
            long tests = summary.getTestsFoundCount();
            assertThat(tests).isGreaterThan(100);
            System.out.printf(
                    "%s run %d: %d tests, %d failures so far%n",
                    Hub.mode(), run, tests, failures.size());
        }
        assertThat(failures).isEmpty();
    }

    private static TestExecutionSummary run() {
        var listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectPackage("jevent"))
                        .filters(
                                TagFilter.includeTags("concurrency"),
                                ClassNameFilter.includeClassNamePatterns(".*Test"))
                        .configurationParameter("junit.jupiter.execution.timeout.default", "60 s")
                        .configurationParameter(
                                "junit.jupiter.execution.timeout.thread.mode.default",
                                "SEPARATE_THREAD")
                        .build();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }
}
