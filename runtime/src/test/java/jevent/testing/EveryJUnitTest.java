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
    void testsPass(String version) throws Exception {
        assertThat(run(version, "passing", EveryJUnit.Passing.class))
                .contains("4 tests successful", "0 tests failed", "0 tests skipped");
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void aGreenletThatIsLeftOverFailsItsTest(String version) throws Exception {
        assertThat(run(version, "leaving", EveryJUnit.Leaving.class))
                .contains("1 tests failed", "Greenlet-");
    }

    /// What that JUnit's console says, in a JVM with nothing else but our classes.
    private static String run(String version, String fixture, Class<?> tests)
            throws IOException, InterruptedException {
        var console = "junit-platform-console-standalone-" + version + ".jar";
        var junit = Path.of(System.getProperty(JUNITS, ""), console);
        assertThat(junit).exists();
        var path = List.of(junit.toString(), placeOf(GreenTest.class), placeOf(tests));
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "-Djevent.mode=" + Hub.mode().name().toLowerCase(Locale.ROOT),
                                "-Djevent.fixture=" + fixture,
                                "-cp",
                                String.join(File.pathSeparator, path),
                                "org.junit.platform.console.ConsoleLauncher",
                                "execute",
                                "--disable-ansi-colors",
                                "--select-class=" + tests.getName())
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
