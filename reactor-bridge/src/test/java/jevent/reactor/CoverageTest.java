package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.flow.Emitter;
import jevent.flow.Iteration;
import jevent.reactor.testing.HubSteps;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Holds the table of Reactor's bridge in `docs/bridges.md` to the code and to the tests.
class CoverageTest {

    private static final List<Class<?>> TYPES =
            List.of(
                    Monos.class,
                    Fluxes.class,
                    Publishers.class,
                    GreenletContext.class,
                    HubScheduler.class,
                    HubSteps.class,
                    Emitter.class,
                    Iteration.class);

    private static final List<String> PACKAGES =
            List.of("jevent.reactor", "jevent.reactor.testing");

    private static final Pattern CODE = Pattern.compile("`([A-Z]\\w+(?:\\.\\w+)?)`");

    /// The rows of the first table, each as its columns.
    private static List<String[]> rows() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "bridges.md"));
        String section = text.substring(text.indexOf("## Reactor"), text.indexOf("## RxJava"));
        return section.lines()
                .dropWhile(line -> !line.startsWith("| "))
                .takeWhile(line -> line.startsWith("| "))
                .skip(2)
                .map(line -> line.substring(1).split("\\|"))
                .toList();
    }

    private static List<String> code(String column) {
        return CODE.matcher(column).results().map(found -> found.group(1)).toList();
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .map(Method::getName)
                .map(name -> type.getSimpleName() + "." + name)
                .toList();
    }

    @Test
    void everyRowNamesWhatThereIs() throws IOException {
        List<String> known = TYPES.stream().flatMap(type -> names(type).stream()).toList();

        for (String[] row : rows()) {
            assertThat(row).as(row[0]).hasSize(3);
            assertThat(code(row[1])).as(row[0]).isNotEmpty().isSubsetOf(known);
        }
    }

    @Test
    void everyRowIsShownByTests() throws IOException {
        for (String[] row : rows()) {
            assertThat(code(row[2])).as(row[0]).isNotEmpty();
            for (String test : code(row[2])) {
                assertThat(PACKAGES).as(test).anyMatch(folder -> exists(folder + "." + test));
            }
        }
    }

    private static boolean exists(String type) {
        try {
            Class.forName(type);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    void everyDoorHasARow() throws IOException {
        List<String> listed = new ArrayList<>();
        for (String[] row : rows()) {
            listed.addAll(code(row[1]));
        }
        var doors = new TreeSet<String>();
        for (Class<?> type : List.of(Monos.class, Fluxes.class, Publishers.class)) {
            doors.addAll(names(type));
        }

        assertThat(listed).containsAll(doors);
    }
}
