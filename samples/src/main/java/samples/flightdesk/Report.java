package samples.flightdesk;

import static com.github.freva.asciitable.AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS;
import static com.github.freva.asciitable.HorizontalAlign.LEFT;
import static com.github.freva.asciitable.HorizontalAlign.RIGHT;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// What a drive has shown: a column for each kind of question, and one for all.
///
/// @param warmUp what was asked before, and does not count; but its answers have to be right
/// @param mishaps how often the directory was to be late or broken
record Report(
        Tally warmUp,
        Tally tally,
        long mishaps,
        Where loop,
        Desk.Health before,
        Desk.Health after) {

    /// A line of the table; some figures make sense for all questions together only.
    private record Line(
            String name, Function<Figures, String> each, Function<Figures, String> all) {

        static Line of(String name, Function<Figures, String> each) {
            return new Line(name, each, each);
        }

        static Line whole(String name, String value) {
            return new Line(name, figures -> "", figures -> value);
        }
    }

    boolean isRight() {
        return warmUp.all().errors() == 0
                && tally.all().errors() == 0
                && after.connectionsInUse() == 0;
    }

    String text() {
        return AsciiTable.getTable(BASIC_ASCII_NO_DATA_SEPARATORS, lines(), columns())
                + "\n\n"
                + tally.example();
    }

    private List<Line> lines() {
        return List.of(
                Line.whole("asked before, to warm up", grouped(warmUp.all().requests())),
                Line.of("requests", figures -> grouped(figures.requests())),
                Line.of("errors", figures -> grouped(figures.errors())),
                Line.of("fallbacks", figures -> grouped(figures.fallbacks())),
                Line.whole("directory late or broken", grouped(mishaps)),
                Line.of("p50 ms", figures -> millis(figures, 50)),
                Line.of("p95 ms", figures -> millis(figures, 95)),
                Line.of("p99 ms", figures -> millis(figures, 99)),
                Line.whole("connections left in use", grouped(after.connectionsInUse())),
                Line.whole("switches", grouped(after.switches() - before.switches())),
                Line.whole("mode", after.mode()),
                Line.whole("loop", loop.name()));
    }

    private List<ColumnData<Line>> columns() {
        var columns = new ArrayList<ColumnData<Line>>();
        columns.add(new Column().header("flight desk").dataAlign(LEFT).with(Line::name));
        for (var kind : tally.kinds()) {
            var figures = tally.of(kind);
            columns.add(column(kind).with(line -> line.each().apply(figures)));
        }
        var all = tally.all();
        columns.add(column("all").with(line -> line.all().apply(all)));
        return columns;
    }

    private static Column column(String header) {
        return new Column().header(header).headerAlign(RIGHT).dataAlign(RIGHT);
    }

    private static String millis(Figures figures, int percent) {
        return String.format(Locale.ROOT, "%.1f", figures.millis(percent));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
