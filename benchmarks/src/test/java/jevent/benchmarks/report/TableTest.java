package jevent.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.benchmarks.report.Verdict.Result;

import org.junit.jupiter.api.Test;

import java.util.List;

class TableTest {

    @Test
    void aLineHasTheRatiosBesideTheFigureAndThenTheTarget() {
        var verdict = Verdict.of("<= 1.15 x continuation", false, "1.45");
        assertThat(
                        Table.target(
                                "switch",
                                "jevent-carrier",
                                249.94,
                                "ns/switch",
                                "1.45",
                                "4.70 kotlin",
                                verdict))
                .matches(
                        "switch +jevent-carrier +249.9 ns/switch +1.45 +4.70 kotlin"
                                + " +<= 1.15 x continuation +MISSED at 1.45");
    }

    @Test
    void whatIsBelowTheHeadingStandsBelowIt() {
        var line = Table.target("w", "c", 1, "ns", "2.00", "3.00 peer", Verdict.notMeasured("t"));
        assertThat(line.indexOf("2.00") + 4).isEqualTo(end(Table.heading(), "x floor"));
        assertThat(line.indexOf("3.00 peer")).isEqualTo(Table.heading().indexOf("x the best peer"));
        assertThat(line.indexOf("t ")).isEqualTo(Table.heading().indexOf("target"));
    }

    private static int end(String line, String word) {
        return line.indexOf(word) + word.length();
    }

    @Test
    void aFigureThatIsMissingIsADash() {
        assertThat(Table.number(Double.NaN)).isEqualTo("-");
        assertThat(Table.number(0.125)).isEqualTo("0.13");
        assertThat(Table.number(17_000.04)).isEqualTo("17000.0");
    }

    @Test
    void theSummaryCounts() {
        assertThat(
                        Table.summary(
                                List.of(
                                        Result.MET,
                                        Result.MISSED,
                                        Result.MET,
                                        Result.NOT_MEASURED)))
                .isEqualTo("of 4 targets 2 met, 1 missed, 1 not measured");
    }
}
