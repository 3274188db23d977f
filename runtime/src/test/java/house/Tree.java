package house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The work tree, and its main sources as javac parses them.
final class Tree {

    private static final List<String> BRIDGES = List.of("reactor-bridge", "rx-bridge");

    static final Path ROOT = root();

    private Tree() {}

    /// The directory above the modules, wherever the tests were started.
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("runtime/pom.xml"))) {
            Path above = here.getParent();
            if (above == null) {
                throw new IllegalStateException("Run the tests inside the work tree.");
            }
            here = above;
        }
        return here;
    }

    /// The main sources of the modules that we ship.
    static List<Path> product() {
        return Stream.concat(main("runtime"), bridges().stream()).toList();
    }

    static List<Path> bridges() {
        return BRIDGES.stream().flatMap(Tree::main).toList();
    }

    private static Stream<Path> main(String module) {
        Path main = ROOT.resolve(module, "src/main");
        return Format.sources(ROOT).stream().filter(file -> file.startsWith(main));
    }

    /// Parses the files, and only that: no symbol is resolved.
    static void parse(List<Path> files, BiConsumer<CompilationUnitTree, Trees> reader) {
        if (files.isEmpty()) {
            return;
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var sources = manager.getJavaFileObjectsFromPaths(files);
            var options = List.of("-proc:none");
            var task = (JavacTask) compiler.getTask(null, manager, null, options, null, sources);
            var trees = Trees.instance(task);
            task.parse().forEach(unit -> reader.accept(unit, trees));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The file's name as one would type it at the root of the tree.
    static String name(CompilationUnitTree unit) {
        return ROOT.relativize(Path.of(unit.getSourceFile().toUri())).toString();
    }
}
