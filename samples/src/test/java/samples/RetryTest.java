package samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Timeout;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.Callable;

/// The example of `docs/testing.md`: seven seconds of waiting, tested in no time.
@GreenTest
class RetryTest {

    /// Calls until it works, with pauses of 1 s, 2 s, 4 s and so on.
    static <T> T retry(Callable<T> call) throws Exception {
        Duration pause = Duration.ofSeconds(1);
        while (true) {
            try {
                return call.call();
            } catch (IllegalStateException unavailable) {
                Green.sleep(pause);
                pause = pause.multipliedBy(2);
            }
        }
    }

    private int failuresLeft = 3;

    private String answer() {
        if (failuresLeft-- > 0) {
            throw new IllegalStateException("try again later");
        }
        return "ok";
    }

    @Test
    void waitsLongerEachTime(TestHub hub) throws Exception {
        assertThat(retry(this::answer)).isEqualTo("ok");

        assertThat(hub.elapsed()).isEqualTo(Duration.ofSeconds(1 + 2 + 4));
    }

    @Test
    void givesUpWhenTheCallerDoes(TestHub hub) {
        failuresLeft = Integer.MAX_VALUE;

        assertThatThrownBy(() -> Timeout.call(Duration.ofMinutes(1), () -> retry(this::answer)))
                .isInstanceOf(Timeout.class);

        assertThat(hub.elapsed()).isEqualTo(Duration.ofMinutes(1));
    }
}
