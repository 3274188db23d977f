package samples.flightdesk;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Hub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// `--serve`, in a process of its own that can be told to end.
@Timeout(120) // each starts a JVM
class ServeTest {

    @Test
    void aSignalLetsRequestsFinishThenStops() throws Exception {
        var process = start("--serve", "0");
        try (var output = process.inputReader()) {
            var port = URI.create(output.readLine().replace("serving on ", "")).getPort();
            try (var client = RawClient.ask(port, "/delays?airport=ORD&limit=10000")) {
                client.awaitFirstByte();

                process.toHandle().destroy(); // TERM, as `kill` sends it

                assertThat(output.lines().takeWhile(line -> !line.equals("draining"))).hasSize(1);
                assertThat(client.readRows()).isEqualTo(553);
            }
            assertThat(process.waitFor()).isZero();
            assertThat(readAll(process.errorReader())).doesNotContain("\tat ", "ERROR");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLine() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var port = taken.getLocalPort();
            var process = start("--serve", Integer.toString(port));

            assertThat(readAll(process.errorReader()).lines().reduce("", (before, last) -> last))
                    .contains("127.0.0.1:" + port);
            assertThat(process.waitFor()).isEqualTo(1);
        }
    }

    private static Process start(String... arguments) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ProcessBuilder(java);
        command.command().add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        command.command().add("--enable-native-access=ALL-UNNAMED");
        command.command().add("--sun-misc-unsafe-memory-access=allow");
        command.command().add("-Djevent.mode=" + Hub.mode().name().toLowerCase(Locale.ROOT));
        command.command().add("-cp");
        command.command().add(System.getProperty("java.class.path"));
        command.command().add(FlightDesk.class.getName());
        command.command().addAll(List.of(arguments));
        return command.start();
    }

    private static String readAll(BufferedReader output) {
        return output.lines().map(line -> line + "\n").collect(Collectors.joining());
    }
}
