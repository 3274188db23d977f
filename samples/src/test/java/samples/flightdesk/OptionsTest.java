package samples.flightdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class OptionsTest {

    @Test
    void flagsAreRead() {
        var options = parse("--requests", "10", "--serve=8080", "--seed", "3", "--warm-up=0");

        assertThat(options.requests).isEqualTo(10);
        assertThat(options.clients).isEqualTo(64);
        assertThat(options.warmUp).isZero();
        assertThat(options.seed).isEqualTo(3);
        assertThat(options.serve).isEqualTo(8080);
    }

    @Test
    void theLoopIsTheOneThatServesTheClients() {
        assertThat(parse().loop()).isEqualTo(Where.own);
        assertThat(parse("--serve=8080").loop()).isEqualTo(Where.best());
        assertThat(parse("--loop=netty").loop()).isEqualTo(Where.netty);
        assertThat(parse("--loop=own", "--serve=8080").loop()).isEqualTo(Where.own);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "--fast, Unknown option: '--fast'",
                "--requests, Missing required parameter for option '--requests'",
                "--requests=0, '0' is not a number from 1 to 1000000",
                "--warm-up=-1, '-1' is not a number from 0 to 1000000",
                "--serve=65536, '65536' is not a number from 0 to 65535",
                "--serve=-1, '-1' is not a number from 0 to 65535",
                "--clients=many, 'many' is not a number from 1 to 1000000",
                "--seed=x, 'x' is not a long"
            })
    void nonsenseIsRefused(String flag, String message) {
        assertThatThrownBy(() -> parse(flag))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(message);
    }

    private static Options parse(String... arguments) {
        return CommandLine.populateCommand(new Options(), arguments);
    }
}
