package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT90S, 90 s",
        "PT0.15S, 150 ms",
        "PT1.5S, 1500 ms",
        "PT0.00002S, 20 µs",
        "PT0.0000007S, 700 ns"
    })
    void areShownInTheLargestUnitThatMakesThemWhole(Duration duration, String text) {
        assertThat(Durations.text(duration)).isEqualTo(text);
    }
}
