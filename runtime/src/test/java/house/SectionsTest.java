package house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What follows the taking of a `SpinLock` stands in a `try` that lets go when the stack is full.
/// Every call may find it so, that of `unlock` too, and who calls nothing may stand before the
/// `try`.
@Tag("house")
class SectionsTest {

    private static final Pattern TAKES = Pattern.compile("(lock\\.)?lock\\(\\);");
    private static final Pattern LETS_GO = Pattern.compile("(lock\\.)?held = false;.*");
    private static final Pattern CALLS_NOTHING = Pattern.compile("[^(]*;");

    @Test
    void nothingIsCalledUnderALockThatWouldStayHeld() throws IOException {
        var bad = new ArrayList<String>();
        int sections = 0;
        for (Path file : Tree.product()) {
            List<String> lines = Files.readAllLines(file).stream().map(String::strip).toList();
            for (int i = 0; i < lines.size(); i++) {
                if (TAKES.matcher(lines.get(i)).matches()) {
                    sections++;
                    if (!isSafe(lines.subList(i + 1, lines.size()))) {
                        bad.add(Tree.ROOT.relativize(file) + ":" + (i + 1));
                    }
                }
            }
        }
        assertThat(bad).as("sections that may leave their lock held").isEmpty();
        assertThat(sections).as("sections").isGreaterThan(15);
    }

    private static boolean isSafe(List<String> section) {
        int next = 0;
        while (CALLS_NOTHING.matcher(section.get(next)).matches()) {
            next++;
        }
        return section.get(next).equals("try {") && letsGo(section.subList(next, section.size()));
    }

    /// Whether the first thing that is caught is answered by letting go.
    private static boolean letsGo(List<String> section) {
        int caught = 0;
        while (!section.get(caught).startsWith("} catch (")) {
            caught++;
        }
        return section.subList(0, caught).stream().anyMatch(line -> line.endsWith("unlock();"))
                && LETS_GO.matcher(section.get(caught + 1)).matches();
    }
}
