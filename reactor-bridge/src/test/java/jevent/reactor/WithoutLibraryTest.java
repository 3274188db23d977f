package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Hub;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Nobody needs Micrometer's context-propagation.
class WithoutLibraryTest {

    @Test
    void contextsTravelAndNothingElseDoes() throws Exception {
        assertThat(run()).containsExactly("nobody", "ada and ada", "false");
    }

    private static List<String> run() throws IOException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "-Djevent.mode=" + Hub.mode().name().toLowerCase(Locale.ROOT),
                                "-cp",
                                classPath(),
                                WithoutLibrary.class.getName())
                        .redirectErrorStream(true)
                        .start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String classPath() {
        return Arrays.stream(
                        System.getProperty("java.class.path")
                                .split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !entry.contains("context-propagation"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
