package jevent.rx.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;

import jevent.rx.Singles;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What `@RxTest` does for a test, seen from outside.
class RxTestTest {

    static class Alone {

        @RxTest
        void isPatient(TestHub hub) {
            Singles.await(Single.timer(1, TimeUnit.HOURS));

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

        @RxTest(limitSeconds = 1)
        void waitsForNever() {
            Singles.await(Single.never());
        }
    }

    @Test
    void aWaitForNeverCostsTheLimitAndIsExplained() {
        assertThat(failure(Hanging.class))
                .hasMessageContaining("not ended within 1 s")
                .hasMessageContaining("waits for " + Single.never())
                .hasMessageContaining("RxTestTest$Hanging.waitsForNever");
    }

    static class Leaving {

        @RxTest
        void leavesAnInterval() {
            var _ = Flowable.interval(1, TimeUnit.HOURS).subscribe(tick -> {}, error -> {});
        }
    }

    @Test
    void aSubscriptionLeftRunningFailsTheTest() {
        assertThat(failure(Leaving.class)).hasMessageContaining("dispose of the subscription");
    }

    static class LeavingABody {

        @RxTest
        void leavesABody() {
            var _ =
                    Singles.from(() -> Singles.await(Single.never()))
                            .subscribe((value, error) -> {});
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
