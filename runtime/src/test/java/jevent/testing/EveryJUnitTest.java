package jevent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Hub;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// `@GreenTest` with JUnit 5 as with JUnit 6, as the build has put them into the directory that the
/// system property names.
@EnabledIfSystemProperty(named = EveryJUnitTest.JUNITS, matches = ".+")
@Timeout(120) // each starts a JVM
class EveryJUnitTest {

    static final String JUNITS = "jevent.junits";

    static final List<String> VERSIONS = List.of("1.11.4", "1.13.4", "6.1.3");

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void testsPassAndAGreenletThatIsLeftOverFailsIts(String version) throws Exception {
        assertThat(run(version, EveryJUnit.Passing.class, EveryJUnit.Leaving.class))
                .contains("4 tests successful", "0 tests skipped")
                .contains("1 tests failed", "aGreenletBehind", "Greenlet-");
    }

    /// What that JUnit's console says, in a JVM with nothing else but our classes.
    private static String run(String version, Class<?> passing, Class<?> failing)
            throws IOException, InterruptedException {
        var console = "junit-platform-console-standalone-" + version + ".jar";
        var junit = Path.of(System.getProperty(JUNITS, ""), console);
        assertThat(junit).exists();
        var path = List.of(junit.toString(), placeOf(GreenTest.class), placeOf(passing));
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "-Djevent.mode=" + Hub.mode().name().toLowerCase(Locale.ROOT),
                                "-Djevent.fixture=true",
                                "-cp",
                                String.join(File.pathSeparator, path),
                                "org.junit.platform.console.ConsoleLauncher",
                                "execute",
                                "--disable-ansi-colors",
                                "--select-class=" + passing.getName(),
                                "--select-class=" + failing.getName())
                        .redirectErrorStream(true)
                        .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static String placeOf(Class<?> type) {
        var place = type.getProtectionDomain().getCodeSource().getLocation();
        assertThat(Files.exists(Path.of(place.getPath()))).isTrue();
        return place.getPath();
    }
}
