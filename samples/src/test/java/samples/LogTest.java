package samples;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Hub;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// What the runtime logs reaches Logback.
class LogTest {

    @Test
    void aFailureThatNobodyObservesIsLoggedByLogback() {
        var stderr = System.err;
        var seen = new ByteArrayOutputStream();
        System.setErr(new PrintStream(seen, true, StandardCharsets.UTF_8));
        try (Hub hub = Hub.open("logging")) {
            hub.spawn(
                            () -> {
                                throw new IllegalStateException("nobody is told");
                            })
                    .join();
        } finally {
            System.setErr(stderr);
        }
        assertThat(seen.toString(StandardCharsets.UTF_8))
                .contains("ERROR jevent", "IllegalStateException: nobody is told");
        assertThat(System.getLogger("jevent").getClass().getName()).startsWith("org.slf4j.");
    }
}
