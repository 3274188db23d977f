package house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file has one idea and a body one screen. What we ship is measured; comments count, they take
/// room as well.
@Tag("house")
class SizesTest {

    private static final int FILE_LINES = 400;
    private static final int BODY_LINES = 40;

    @Test
    void filesAreShort() throws IOException {
        var tooLong = new ArrayList<String>();
        for (Path file : Tree.product()) {
            int lines = Files.readAllLines(file).size();
            if (lines > FILE_LINES) {
                tooLong.add(Tree.ROOT.relativize(file) + ": " + lines + " lines");
            }
        }
        assertThat(tooLong).as("files of more than %d lines", FILE_LINES).isEmpty();
    }

    @Test
    void bodiesAreShort() {
        List<String> tooLong = new ArrayList<>();
        Tree.parse(
                Tree.product(), (unit, trees) -> new Bodies(unit, trees, tooLong).scan(unit, null));
        assertThat(tooLong).as("bodies of more than %d lines", BODY_LINES).isEmpty();
    }

    /// Methods, constructors, initialisers and lambdas: the lines between the braces.
    private static final class Bodies extends TreeScanner<@Nullable Void, @Nullable Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> tooLong;

        Bodies(CompilationUnitTree unit, Trees trees, List<String> tooLong) {
            this.unit = unit;
            this.positions = trees.getSourcePositions();
            this.tooLong = tooLong;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
            if (method.getBody() != null) {
                measure(method.getName() + "()", method.getBody());
            }
            return super.visitMethod(method, null);
        }

        @Override
        public @Nullable Void visitLambdaExpression(
                LambdaExpressionTree lambda, @Nullable Void none) {
            if (lambda.getBody() instanceof BlockTree body) {
                measure("a lambda", body);
            }
            return super.visitLambdaExpression(lambda, null);
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
            for (var member : type.getMembers()) {
                if (member instanceof BlockTree block) {
                    measure("an initialiser", block);
                }
            }
            return super.visitClass(type, null);
        }

        private void measure(String what, BlockTree body) {
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, body));
            long last = lines.getLineNumber(positions.getEndPosition(unit, body) - 1);
            long between = last - first - 1;
            if (between > BODY_LINES) {
                tooLong.add("%s:%d %s: %d lines".formatted(Tree.name(unit), first, what, between));
            }
        }
    }
}
