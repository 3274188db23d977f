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

/// All tests tagged `concurrency`, again and again in one process; none may fail or be skipped.
///
/// `mvn -Pstress verify -pl runtime -am -Dtest=RepeatedRunsTest -Djevent.runs=200`
@Tag("stress")
class RepeatedRunsTest {

    private static final int RUNS = Integer.getInteger("jevent.runs", 200);

    @Test
    void everyRunIsGreen() {
        long tests = 0;
        for (int run = 1; run <= RUNS; run++) {
            TestExecutionSummary summary = run();
            if (summary.getTotalFailureCount() > 0) {
                summary.printFailuresTo(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8), 20);
            }
            assertThat(summary.getTotalFailureCount()).as("run %d", run).isZero();
            assertThat(summary.getTestsSkippedCount()).as("run %d", run).isZero();
            tests = run == 1 ? summary.getTestsSucceededCount() : tests;
            assertThat(summary.getTestsSucceededCount()).as("run %d", run).isEqualTo(tests);
            System.out.println(Hub.mode() + " run " + run + ": " + tests + " tests");
        }
        assertThat(tests).isGreaterThan(100);
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
