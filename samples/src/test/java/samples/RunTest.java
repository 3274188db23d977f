package samples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The script `samples/run`, as far as it goes without starting a sample.
class RunTest {

    private record Result(int exit, String output) {}

    @Test
    void aloneItListsTheSamples() throws Exception {
        var listed = run();

        assertThat(listed.exit()).isZero();
        assertThat(listed.output()).contains("ping-pong", "sleepers", "echo", "flight-desk");
    }

    @Test
    void unknownNameIsRefusedWithTheList() throws Exception {
        var refused = run("fly");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.output()).startsWith("there is no sample 'fly'").contains("flight-desk");
    }

    @Test
    void everyNameHasAClass() throws IOException {
        var script = Files.readString(Path.of("run"));
        var names = Pattern.compile("(?m)^[a-z-]+ +(samples\\.\\S+)").matcher(script).results();

        assertThat(names.map(name -> name.group(1)))
                .hasSizeGreaterThan(8)
                .allSatisfy(Class::forName);
    }

    private static Result run(String... arguments) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of("sh", "run"), Stream.of(arguments)).toList();
        var process = new ProcessBuilder(List.copyOf(command)).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
