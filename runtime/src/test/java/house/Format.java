package house;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// The layout of our sources: google-java-format, AOSP style. As a program it formats every file of
/// a tree; that is what `.ci/format` runs. It imports nothing of the project, so that it runs from
/// source when nothing else compiles.
final class Format {

    private static final Set<String> MADE = Set.of("target", "build", "generated");

    private final Formatter formatter =
            new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());

    /// Every Java file under a `src` of the tree, less what a build makes and what is hidden.
    static List<Path> sources(Path root) {
        var sources = new ArrayList<Path>();
        try {
            Files.walkFileTree(root, new Walk(root, sources));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(sources);
        return sources;
    }

    private static final class Walk extends SimpleFileVisitor<Path> {

        private final Path root;
        private final List<Path> sources;

        Walk(Path root, List<Path> sources) {
            this.root = root;
            this.sources = sources;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String name = String.valueOf(dir.getFileName());
            boolean skip = name.startsWith(".") || (MADE.contains(name) && !isUnderSrc(dir));
            return skip && !dir.equals(root)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java") && isUnderSrc(file)) {
                sources.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean isUnderSrc(Path file) {
            for (Path part : root.relativize(file)) {
                if (part.toString().equals("src")) {
                    return true;
                }
            }
            return false;
        }
    }

    boolean isFormatted(Path file) {
        String source = read(file);
        return format(file, source).equals(source);
    }

    private boolean apply(Path file) {
        String source = read(file);
        String formatted = format(file, source);
        if (formatted.equals(source)) {
            return false;
        }
        write(file, formatted);
        return true;
    }

    /// Long strings stay as they are written: the formatter would break them another way each time.
    private String format(Path file, String source) {
        try {
            String used = RemoveUnusedImports.removeUnusedImports(source);
            return formatter.formatSource(ImportOrderer.reorderImports(used, Style.AOSP));
        } catch (FormatterException e) {
            throw new IllegalStateException(file + " does not parse: " + e.getMessage(), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Formats the tree whose root is the only argument; names each file that it changes.
    static void main(String[] args) {
        var format = new Format();
        var broken = new ArrayList<String>();
        for (Path file : sources(Path.of(args[0]))) {
            try {
                if (format.apply(file)) {
                    System.out.println("formatted " + file);
                }
            } catch (IllegalStateException e) {
                broken.add(String.valueOf(e.getMessage()));
            }
        }
        broken.forEach(System.err::println);
        if (!broken.isEmpty()) {
            System.exit(1);
        }
    }
}
