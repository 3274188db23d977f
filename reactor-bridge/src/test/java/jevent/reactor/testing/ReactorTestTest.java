package jevent.reactor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import jevent.reactor.Monos;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;

/// What `@ReactorTest` does for a test, seen from outside.
class ReactorTestTest {

    static class Alone {

        @ReactorTest
        void isPatient(TestHub hub) {
            Monos.await(Mono.delay(Duration.ofHours(1)));

            assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(1));
        }
    }

    @Test
    void itIsATestAnnotation() {
        var summary = run(Alone.class);

        assertThat(summary.getFailures()).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
    }

    static class Hanging {

        @ReactorTest(limitSeconds = 1)
        void waitsForNever() {
            Monos.await(Mono.never());
        }
    }

    @Test
    void aWaitForNeverCostsTheLimitAndIsExplained() {
        assertThat(failure(Hanging.class))
                .hasMessageContaining("not ended within 1 s")
                .hasMessageContaining("waits for " + Mono.never())
                .hasMessageContaining("ReactorTestTest$Hanging.waitsForNever");
    }

    static class Leaving {

        @ReactorTest
        void leavesAnInterval() {
            Flux.interval(Duration.ofHours(1)).subscribe(tick -> {}, error -> {});
        }
    }

    @Test
    void aSubscriptionLeftRunningFailsTheTest() {
        assertThat(failure(Leaving.class)).hasMessageContaining("dispose of the subscription");
    }

    static class LeavingABody {

        @ReactorTest
        void leavesABody() {
            Monos.from(() -> Monos.await(Mono.never())).subscribe(value -> {}, error -> {});
        }
    }

    @Test
    void aBodyLeftRunningFailsTheTest() {
        assertThat(failure(LeavingABody.class)).hasMessageContaining("leaves greenlets behind");
    }

    private static Throwable failure(Class<?> samples) {
        var failures = run(samples).getFailures();
        assertThat(failures).hasSize(1);
        return failures.getFirst().getException();
    }

    private static TestExecutionSummary run(Class<?> samples) {
        var listener = new SummaryGeneratingListener();
        var request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(samples))
                        .configurationParameter("junit.jupiter.execution.timeout.mode", "disabled")
                        .build();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }
}
