package samples.flightdesk;

import static com.github.freva.asciitable.HorizontalAlign.LEFT;
import static com.github.freva.asciitable.HorizontalAlign.RIGHT;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;

import java.util.List;
import java.util.Locale;

/// What a drive has shown.
///
/// @param mishaps how often the directory was to be late or broken
record Report(Tally tally, long mishaps, Desk.Health before, Desk.Health after) {

    private record Line(String name, String value) {}

    boolean isRight() {
        return tally.errors() == 0 && after.connectionsInUse() == 0;
    }

    String text() {
        return table() + "\n\n" + tally.example();
    }

    private String table() {
        var lines =
                List.of(
                        new Line("mode", after.mode()),
                        new Line("requests", grouped(tally.requests())),
                        new Line("errors", grouped(tally.errors())),
                        new Line("fallbacks", grouped(tally.fallbacks())),
                        new Line("directory late or broken", grouped(mishaps)),
                        new Line("p50 / p95 / p99", percentiles()),
                        new Line("switches", grouped(after.switches() - before.switches())),
                        new Line("connections left in use", grouped(after.connectionsInUse())));
        return AsciiTable.getTable(
                AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
                lines,
                List.of(
                        new Column().header("flight desk").dataAlign(LEFT).with(Line::name),
                        new Column().dataAlign(RIGHT).with(Line::value)));
    }

    private String percentiles() {
        return String.format(
                Locale.ROOT,
                "%.1f / %.1f / %.1f ms",
                tally.millis(50),
                tally.millis(95),
                tally.millis(99));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
