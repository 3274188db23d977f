package samples.flightdesk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120) // loads everything, on a machine that may be busy
class FlightDeskTest {

    @Test
    void everyAnswerIsRight() {
        assertThat(FlightDesk.execute("--requests", "300", "--clients", "16", "--seed", "7"))
                .isZero();
    }
}
