package house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

@Tag("house")
class FormatTest {

    @Test
    void everyFileIsFormatted() {
        var format = new Format();
        List<Path> ill =
                Format.sources(Tree.ROOT).parallelStream()
                        .filter(file -> !format.isFormatted(file))
                        .map(Tree.ROOT::relativize)
                        .toList();
        assertThat(ill).as("not formatted; run .ci/format").isEmpty();
    }
}
