package jevent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import jevent.Green;
import jevent.Hub;
import jevent.ThrowingRunnable;
import jevent.sync.Event;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// What `@GreenTest` does for a test, seen from outside: each method of [Samples] is run by JUnit.
class GreenTestTest {

    private static final String SILENT_DEATH = "nobody looks";

    @GreenTest
    static class Samples {

        @Test
        void sleepsForAnHour(TestHub hub) {
            Green.sleep(Duration.ofHours(1));

            assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(1));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void runsWithParameters(int hours, TestHub hub) {
            Green.sleep(Duration.ofHours(hours));

            assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(hours));
        }

        @Test
        void carriesTheHub(TestHub hub) {
            assertThat(Hub.current()).isSameAs(hub.hub());
            assertThat(Thread.currentThread().isVirtual()).isFalse();
        }

        @Test
        @GreenTest(realTime = true)
        void sleepsInRealTime() {
            long before = System.nanoTime();
            Green.sleep(20);

            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(20_000_000);
        }

        @Test
        void forgetsGreenlet() {
            Hub.current().spawn(() -> new Event().await()).named("forgotten");
        }

        @Test
        void letsReadyGreenletsEnd() {
            Hub.current().spawn(Green::yieldNow);
        }

        @Test
        void ignoresFailure() {
            failUnobserved();
        }

        private static void failUnobserved() {
            Green.spawn(
                            () -> {
                                throw new IllegalStateException(SILENT_DEATH);
                            })
                    .join();
        }

        @Test
        void takesFailure(TestHub hub) {
            failUnobserved();

            assertThat(hub.takeFailures()).hasSize(1);
        }

        @GreenTest(limitSeconds = 1)
        void hangsOnTheHub() {
            Hub.current().spawn(() -> new Event().await()).named("stuck");
            try (var _ = Hub.current().hold("nobody will come")) {
                new Event().await();
            }
        }

        @GreenTest(limitSeconds = 1)
        @SuppressWarnings("EmptyCatch")
        void computesForEver() {
            Hub.current().spawn(() -> new Event().await()).named("stuck");
            Green.yieldNow();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        }

        @Test
        void fails() {
            throw new IllegalStateException("as it should");
        }

        @Test
        void failsBecauseAGreenletDid() {
            Green.spawn(() -> new Event().await()).named("forgotten");
            failUnobserved();
            Green.spawn(() -> { // which has had no turn yet
                throw new IllegalStateException(SILENT_DEATH);
            });
            throw new IllegalStateException("the answer is wrong");
        }

        @GreenTest(limitSeconds = 1)
        void hangsBecauseAGreenletFailed() {
            failUnobserved();
            try (var _ = Hub.current().hold("nobody will come")) {
                new Event().await();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleepsForAnHour(jevent.testing.TestHub)",
                "runsWithParameters(int,jevent.testing.TestHub)",
                "carriesTheHub(jevent.testing.TestHub)",
                "sleepsInRealTime()",
                "letsReadyGreenletsEnd()",
                "takesFailure(jevent.testing.TestHub)",
            })
    void passes(String method) {
        assertThat(failureOf(method)).isNull();
    }

    @Test
    void aTestThatFailsFailsWithItsOwnError() {
        assertThat(failureOf("fails()"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("as it should");
    }

    @Test
    void whatMayBeTheCauseIsSuppressedInTheFailureOfATest() {
        Throwable failure = failureOf("failsBecauseAGreenletDid()");

        assertThat(failure).hasMessage("the answer is wrong");
        assertThat(failure.getSuppressed())
                .extracting(Throwable::getMessage)
                .hasSize(3)
                .startsWith(SILENT_DEATH, SILENT_DEATH)
                .last(STRING)
                .contains("leaves greenlets behind", "forgotten: waits for Event");
    }

    @Test
    void aTestThatHangsTellsOfTheFailuresToo() {
        assertThat(failureOf("hangsBecauseAGreenletFailed()").getSuppressed())
                .extracting(Throwable::getMessage)
                .contains(SILENT_DEATH);
    }

    @Test
    void anErrorUnderVirtualTimeHasThemToo() {
        ThrowingRunnable body =
                () -> {
                    Samples.failUnobserved();
                    throw new IOException("the answer is wrong");
                };

        for (Runnable way :
                List.<ThrowingRunnable>of(
                        () -> VirtualTime.run(body), () -> VirtualTime.measure(body))) {
            assertThatThrownBy(way::run)
                    .hasMessage("the answer is wrong")
                    .satisfies(error ->
                            assertThat(error.getSuppressed())
                                    .extracting(Throwable::getMessage)
                                    .containsExactly(SILENT_DEATH));
        }
    }

    @Test
    void greenletsLeftBehindFailTheTest() {
        assertThat(failureOf("forgetsGreenlet()"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("leaves greenlets behind")
                .hasMessageContaining("forgotten: waits for Event [not set, 1 waiting]");
    }

    @Test
    void failuresNobodyObservesFailTheTest() {
        Throwable failure = failureOf("ignoresFailure()");

        assertThat(failure).hasMessageContaining(SILENT_DEATH).hasMessageContaining("Greenlet-");
        assertThat(failure.getSuppressed()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hangsOnTheHub()", "computesForEver()"})
    void aTestThatHangsShowsEveryGreenlet(String method) {
        Throwable failure = failureOf(method);

        assertThat(failure)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not ended within 1 s")
                .hasMessageContaining("stuck: waits for Event");
        assertThat(failure.getStackTrace())
                .anyMatch(frame -> method.startsWith(frame.getMethodName()));
    }

    private static @Nullable Throwable failureOf(String method) {
        var listener = new SummaryGeneratingListener();
        var request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectMethod(Samples.class.getName() + "#" + method))
                        .configurationParameter("junit.jupiter.execution.timeout.mode", "disabled")
                        .build();
        LauncherFactory.create().execute(request, listener);
        var summary = listener.getSummary();
        assertThat(summary.getTestsStartedCount()).isPositive();
        return summary.getFailures().isEmpty()
                ? null
                : summary.getFailures().getFirst().getException();
    }
}
