package samples.flightdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void flagsAreRead() {
        var options = Options.parse("--requests", "10", "--serve", "8080", "--seed", "3");

        assertThat(options.requests()).isEqualTo(10);
        assertThat(options.clients()).isEqualTo(64);
        assertThat(options.seed()).isEqualTo(3);
        assertThat(options.serve()).hasValue(8080);
    }

    @ParameterizedTest
    @CsvSource({
        "--fast, unknown flag --fast",
        "--requests, '--requests takes a number from 1 to 1000000, not nothing'",
        "--requests=0, unknown flag --requests=0",
        "--serve 65536, '--serve takes a number from 0 to 65535, not 65536'",
        "--clients many, '--clients takes a number from 1 to 1000, not many'"
    })
    void nonsenseIsRefused(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(line.split(" ")))
                .withMessage(message);
    }
}
