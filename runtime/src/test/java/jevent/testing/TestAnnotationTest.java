package jevent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import jevent.Green;
import jevent.Hub;
import jevent.sync.Event;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;

/// `@GreenTest` is a test annotation by itself, and says so once.
class TestAnnotationTest {

    static class Alone {

        @GreenTest
        void sleepsForAnHour(TestHub hub) {
            Green.sleep(Duration.ofHours(1));

            assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(1));
        }
    }

    @Test
    void aMethodNeedsNoOther() {
        assertThat(run(Alone.class).getTestsSucceededCount()).isEqualTo(1);
    }

    static class Twice {

        @Test
        @GreenTest
        void isOneTest(TestHub hub) {
            assertThat(Hub.current()).isSameAs(hub.hub());
        }
    }

    @Test
    void withATestAnnotationBesideItTheMethodRunsOnce() {
        assertThat(run(Twice.class).getTestsSucceededCount()).isEqualTo(1);
    }

    static class Templates {

        @GreenTest
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void hasParameters(int hours, TestHub hub) {
            Green.sleep(Duration.ofHours(hours));

            assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(hours));
        }

        @GreenTest
        @RepeatedTest(2)
        void isRepeated(TestHub hub) {
            assertThat(hub.elapsed()).isZero();
        }
    }

    @Test
    void aTemplateRunsAsSuchAndAsNothingElse() {
        var summary = run(Templates.class);

        assertThat(summary.getTestsSucceededCount()).isEqualTo(3 + 2);
        assertThat(summary.getTestsFailedCount()).isZero();
        assertThat(summary.getTestsStartedCount()).isEqualTo(3 + 2);
    }

    @GreenTest
    static class OnTheClass {

        @Test
        void isATest(TestHub hub) {
            Green.sleep(Duration.ofHours(1));

            assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(1));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void hasParameters(int hours) {
            Green.sleep(Duration.ofHours(hours));
        }

        void isNone() {
            throw new AssertionError("nobody said that this is a test");
        }

        @Nested
        class Within {

            @GreenTest(realTime = true)
            void hasItsOwnOptions(TestHub hub) {
                assertThat(hub.elapsed()).isPositive(); // nobody has slept
            }
        }
    }

    @Test
    void onAClassItMakesNoMethodATest() {
        var summary = run(OnTheClass.class);

        assertThat(summary.getFailures()).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1 + 2 + 1);
    }

    @GreenTest(limitSeconds = 100)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Impatient {
        int limitSeconds() default 1;
    }

    @Impatient
    @Retention(RetentionPolicy.RUNTIME)
    @interface VeryImpatient {}

    static class Composed {

        @Impatient
        void waitsForEver() {
            try (var _ = Hub.current().hold("nobody will come")) {
                new Event().await();
            }
        }
    }

    static class ComposedTwice {

        @VeryImpatient
        void waitsForEver() {
            try (var _ = Hub.current().hold("nobody will come")) {
                new Event().await();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Composed.class, ComposedTwice.class})
    void anAnnotationOfOnesOwnMeansTheSameAndItsLimitCounts(Class<?> samples) {
        var summary = run(samples);

        assertThat(summary.getTestsStartedCount()).isEqualTo(1);
        assertThat(summary.getFailures())
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.getException())
                                .hasMessageContaining("not ended within 1 s"));
    }

    static class LeavesOneToBegin {

        @GreenTest
        void forgetsIt() {
            Hub.current().spawnLater(Duration.ofHours(1), () -> {});
        }
    }

    @Test
    void whatIsStillToBeginFailsTheTestLikeAGreenletLeftOver() {
        assertThat(run(LeavesOneToBegin.class).getFailures())
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.getException())
                                .isInstanceOf(AssertionError.class)
                                .hasMessageContaining("leaves 1 of spawnLater behind"));
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
