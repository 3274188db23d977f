package jevent.reactor.blockhound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import jevent.Hub;
import jevent.Mode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import reactor.blockhound.integration.BlockHoundIntegration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// BlockHound, installed as users install it, in a process of its own.
class GreenletIntegrationTest {

    private static final int LIMIT_SECONDS = 60;
    private static final int LAST_JDK_FOR_BLOCKHOUND = 25;
    private static final List<String> CALLS = List.of("sleep", "park", "monitor", "future", "file");

    @Test
    void blockHoundFindsIt() {
        assertThat(ServiceLoader.load(BlockHoundIntegration.class))
                .hasAtLeastOneElementOfType(GreenletIntegration.class);
    }

    @Test
    @Timeout(2 * LIMIT_SECONDS)
    void itCatchesWhatBlocksAHubAndNothingElse() throws Exception {
        assumeThat(Runtime.version().feature()).isLessThanOrEqualTo(LAST_JDK_FOR_BLOCKHOUND);
        var ofGreenlets = Hub.mode() == Mode.BATON ? "caught" : "passed";

        assertThat(run())
                .containsExactly(
                        Stream.of(
                                        all("greenlet", ofGreenlets),
                                        all("Green.blocking", "passed"),
                                        Stream.of("own waits: passed"),
                                        all("callback", "caught"),
                                        Stream.of("own waits after that: passed"),
                                        all("virtual thread", "passed"),
                                        all("main", "passed"))
                                .flatMap(lines -> lines)
                                .toArray(String[]::new));
    }

    private static Stream<String> all(String place, String verdict) {
        return CALLS.stream().map(call -> place + ", " + call + ": " + verdict);
    }

    private static List<String> run() throws IOException, InterruptedException {
        var command =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+AllowRedefinitionToAddDeleteMethods",
                        "-XX:+EnableDynamicAgentLoading",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Djevent.mode=" + Hub.mode().name().toLowerCase(Locale.ROOT),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BlockingProgram.class.getName());
        var process = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS)
                .execute(process::destroyForcibly); // reading from it cannot be interrupted
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
