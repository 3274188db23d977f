package docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Holds the documents to the code.
class DocsTest {

    private static final List<String> PACKAGES =
            List.of(
                    "jevent",
                    "jevent.sync",
                    "jevent.pool",
                    "jevent.loop",
                    "jevent.net",
                    "jevent.flow",
                    "jevent.bridge",
                    "jevent.testing",
                    "jevent.kernel",
                    "jevent.reactor",
                    "jevent.reactor.netty",
                    "jevent.reactor.spring",
                    "jevent.reactor.testing",
                    "jevent.rx",
                    "jevent.rx.testing");

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern METHOD = Pattern.compile("\\b([A-Z]\\w+)\\.([a-z]\\w*)\\b");

    private static final Pattern TEST =
            Pattern.compile("(?<!@)\\b([A-Z]\\w+Test)\\b(?:\\.(\\w+))?");

    static List<Document> documents() {
        return Document.all();
    }

    /// Every example is part of a sample, and the build compiles and runs all samples; or of the
    /// runtime itself.
    @ParameterizedTest
    @MethodSource("documents")
    void examplesAreSamples(Document document) {
        List<String> sources = Document.sources().stream().map(DocsTest::withoutSpace).toList();

        for (String example : document.javaBlocks()) {
            assertThat(sources)
                    .as("code that has this:%n%s", example)
                    .anyMatch(source -> source.contains(withoutSpace(example)));
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Document document) {
        assertThat(document.links()).allSatisfy(target -> assertThat(target).exists());
    }

    /// `Type.method`, if we have such a type, is a method of it.
    @ParameterizedTest
    @MethodSource("documents")
    void methodsExist(Document document) {
        for (String code : document.code()) {
            Matcher named = METHOD.matcher(code);
            while (named.find()) {
                Class<?> type = type(named.group(1));
                if (type != null) {
                    assertThat(methods(type)).as(code).contains(named.group(2));
                }
            }
        }
    }

    /// `NameTest.method` is a method of a test that has this name.
    @ParameterizedTest
    @MethodSource("documents")
    void testsExist(Document document) {
        for (String code : document.code()) {
            Matcher named = TEST.matcher(code);
            while (named.find()) {
                String method = named.group(2);
                assertThat(Document.tests(named.group(1)))
                        .as(code)
                        .isNotEmpty()
                        .anyMatch(source -> method == null || source.contains(" " + method + "("));
            }
        }
    }

    private static String withoutSpace(String text) {
        return SPACE.matcher(text).replaceAll("");
    }

    private static @Nullable Class<?> type(String simpleName) {
        for (String name : PACKAGES) {
            try {
                return Class.forName(name + "." + simpleName);
            } catch (ClassNotFoundException e) {
                // perhaps in the next one
            }
        }
        return null;
    }

    private static List<String> methods(Class<?> type) {
        return Stream.concat(
                        Arrays.stream(type.getMethods()), Arrays.stream(type.getDeclaredMethods()))
                .map(Method::getName)
                .distinct()
                .toList();
    }
}
