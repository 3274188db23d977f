package samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The program, over HTTP, with the JDK's client.
class HelplineTest {

    @Test
    void printsWhatEverybodyHears() {
        assertThat(printed(() -> new Helpline().main()))
                .isEqualTo(
                        """
                        nobody helps: 504 nobody answered in time
                        a helper who comes late: 410 question 1 was withdrawn
                        the helper of '6 x 7?': 200 thank you
                        who asked: 200 42
                        who listens: 200 42
                        who listens after the asker has left: 410 question 3 was withdrawn
                        """);
    }

    private static String printed(Runnable sample) {
        var stdout = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            sample.run();
        } finally {
            System.setOut(stdout);
        }
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
