package samples.flightdesk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120) // loads everything, on a machine that may be busy
class FlightDeskTest {

    @ParameterizedTest
    @EnumSource
    void everyAnswerIsRight(Where loop) {
        assertThat(
                        FlightDesk.execute(
                                "--requests=300",
                                "--clients=16",
                                "--warm-up=30",
                                "--seed=7",
                                "--loop=" + loop.name()))
                .isZero();
    }
}
