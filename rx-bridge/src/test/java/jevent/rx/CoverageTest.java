package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.flow.Emitter;
import jevent.flow.Iteration;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Holds the tables of RxJava's bridge in `docs/bridges.md` to the code and to the tests.
class CoverageTest {

    /// What one calls: each public method of these has a row.
    private static final List<Class<?>> DOORS =
            List.of(
                    Singles.class,
                    Maybes.class,
                    Completables.class,
                    Flowables.class,
                    Observables.class);

    private static final List<Class<?>> OTHERS =
            List.of(HubScheduler.class, Emitter.class, Iteration.class);

    private static final List<String> PACKAGES = List.of("jevent.rx", "jevent.rx.testing");

    private static final Pattern METHOD = Pattern.compile("\\b([A-Z]\\w+\\.\\w+)");
    private static final Pattern TYPE = Pattern.compile("\\b([A-Z]\\w+)\\b");

    private static String section() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "bridges.md"));
        String section = text.substring(text.indexOf("## RxJava 3") + 1);
        int next = section.indexOf("\n## ");
        return next < 0 ? section : section.substring(0, next);
    }

    /// The rows of a table, each as its columns; a table begins with a line of that many columns.
    private static List<String[]> rows(int columns) throws IOException {
        return section()
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(1).split("\\|"))
                .filter(row -> row.length == columns && !row[0].contains("---"))
                .skip(1)
                .toList();
    }

    private static List<String> found(Pattern pattern, String column) {
        return pattern.matcher(column).results().map(result -> result.group(1)).toList();
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .map(name -> type.getSimpleName() + "." + name)
                .toList();
    }

    private static List<String> names(List<Class<?>> types) {
        return types.stream().flatMap(type -> names(type).stream()).toList();
    }

    private static boolean exists(String type) {
        return PACKAGES.stream()
                .anyMatch(folder -> {
                    try {
                        Class.forName(folder + "." + type);
                        return true;
                    } catch (ClassNotFoundException e) {
                        return false;
                    }
                });
    }

    @Test
    void everyRowNamesWhatThereIs() throws IOException {
        List<String> known = new ArrayList<>(names(DOORS));
        known.addAll(names(OTHERS));

        assertThat(rows(3)).hasSizeGreaterThan(20);
        for (String[] row : rows(3)) {
            assertThat(found(METHOD, row[1])).as(row[0]).isNotEmpty().isSubsetOf(known);
        }
    }

    @Test
    void everyRowIsShownByTests() throws IOException {
        List<String> tests = new ArrayList<>();
        for (String[] row : rows(3)) {
            assertThat(found(TYPE, row[2])).as(row[0]).isNotEmpty();
            tests.addAll(found(TYPE, row[2]));
        }
        assertThat(rows(4)).hasSizeGreaterThan(5);
        for (String[] row : rows(4)) {
            assertThat(found(TYPE, row[3])).as(row[0]).isNotEmpty();
            tests.addAll(found(TYPE, row[3]));
        }

        assertThat(tests).allMatch(CoverageTest::exists);
    }

    @Test
    void theTestsOfTheRulesOfReactiveStreamsAreThere() throws IOException {
        String last = section().substring(section().lastIndexOf("|\n"));
        List<String> tests =
                found(TYPE, last).stream().filter(name -> name.endsWith("TckTest")).toList();

        assertThat(tests).hasSizeGreaterThan(4).allMatch(CoverageTest::exists);
    }

    @Test
    void everyDoorHasARow() throws IOException {
        List<String> listed = new ArrayList<>();
        for (String[] row : rows(3)) {
            listed.addAll(found(METHOD, row[1]));
        }

        assertThat(listed).containsAll(new TreeSet<>(names(DOORS)));
    }

    /// A door's methods by what they take; an `Observable` and the room that it needs, or a
    /// prefetch, count as a `Flowable`.
    private static Set<String> signatures(Class<?> door) {
        return Arrays.stream(door.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(CoverageTest::signature)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"))
                        .replace(", int, BackpressureOverflowStrategy", "")
                        .replace("int, BackpressureOverflowStrategy, ", "")
                        .replace("Observable", "Flowable")
                        .replace("Flowable, int", "Flowable");
    }

    @Test
    void whatAFlowableCanAnObservableCan() {
        assertThat(signatures(Flowables.class)).hasSizeGreaterThan(20);
        assertThat(signatures(Observables.class)).isEqualTo(signatures(Flowables.class));
    }
}
