package jevent.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jevent.Green;
import jevent.Hub;
import jevent.LoopExit;
import jevent.Timeout;
import jevent.sync.Event;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.time.Duration;

/// What [EveryJUnitTest] has run by several JUnits, each in a JVM of its own.
final class EveryJUnit {

    private EveryJUnit() {}

    /// These pass.
    @EnabledIfSystemProperty(named = "jevent.fixture", matches = "true")
    @GreenTest
    static class Passing {

        @Test
        void anHourIsOver() {
            long start = Hub.current().loop().now();
            Green.sleep(Duration.ofHours(1));
            assertEquals(Duration.ofHours(1).toNanos(), Hub.current().loop().now() - start);
        }

        @Test
        void aTimeoutIsThrown() {
            assertThrows(
                    Timeout.class,
                    () -> Timeout.call(Duration.ofDays(1), () -> new Event().await()));
        }

        @Test
        void aWaitThatNobodyEndsIsFoundOut() {
            assertThrows(LoopExit.class, () -> new Event().await());
        }

        @GreenTest
        void theAnnotationOfAMethodMakesItATest(TestHub hub) {
            Green.sleep(Duration.ofHours(1));
            assertEquals(Duration.ofHours(1), hub.elapsed());
        }
    }

    /// This fails, for a greenlet is left over.
    @EnabledIfSystemProperty(named = "jevent.fixture", matches = "true")
    @GreenTest
    static class Leaving {

        @Test
        void aGreenletBehind() {
            Green.spawn(() -> new Event().await());
        }
    }
}
