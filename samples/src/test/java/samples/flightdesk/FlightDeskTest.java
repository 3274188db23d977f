package samples.flightdesk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlightDeskTest {

    @Test
    void everyAnswerIsRight() {
        var options = Options.parse("--requests", "300", "--clients", "16", "--seed", "7");

        assertThat(FlightDesk.run(options)).isZero();
    }
}
