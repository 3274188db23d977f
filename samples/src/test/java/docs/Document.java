package docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Markdown file of the project.
record Document(Path path, String text) {

    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern CODE = Pattern.compile("(?<!`)`([^`\n]+)`(?!`)");

    private static final List<Path> TESTS = files(ROOT, name -> name.endsWith("Test.java"));

    static List<Document> all() {
        Stream<Path> top = Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md"));
        return Stream.concat(
                        top, files(ROOT.resolve("docs"), name -> name.endsWith(".md")).stream())
                .map(path -> new Document(path, read(path)))
                .toList();
    }

    /// The sources of all samples, main and test, and of the runtime.
    static List<String> sources() {
        return Stream.of(Path.of("src"), ROOT.resolve("runtime/src/main"))
                .flatMap(folder -> files(folder, name -> name.endsWith(".java")).stream())
                .map(Document::read)
                .toList();
    }

    /// The tests of all modules that have this name.
    static List<String> tests(String simpleName) {
        return TESTS.stream()
                .filter(path -> path.endsWith(simpleName + ".java"))
                .map(Document::read)
                .toList();
    }

    private static List<Path> files(Path folder, Predicate<String> name) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> name.test(path.getFileName().toString())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> javaBlocks() {
        return matches(JAVA_BLOCK);
    }

    /// Links to other files, relative to this one.
    List<Path> links() {
        return matches(LINK).stream().map(path::resolveSibling).toList();
    }

    /// What stands between backquotes.
    List<String> code() {
        return matches(CODE);
    }

    private List<String> matches(Pattern pattern) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
    }

    @Override
    public String toString() {
        return ROOT.relativize(path).toString();
    }
}
