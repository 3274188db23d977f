package jevent.benchmarks.service;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.benchmarks.report.Verdict;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class RoundsTest {

    private static final Figure MORE = new Figure("-more", "requests", true);
    private static final Figure LESS = new Figure("-less", "s", false);

    private final Rounds rounds = new Rounds("tea");

    @Test
    void ofWhatIsBetterWhenItIsMoreAtLeastSoMuchIsAsked() {
        measure(MORE, "ours", 95);
        measure(MORE, "theirs", 100);

        assertThat(rounds.verdict("ours", MORE, 0.95, "theirs"))
                .isEqualTo(Verdict.of(">= 0.95 x theirs", true, "0.95"));
        assertThat(rounds.verdict("ours", MORE, 0.96, "theirs"))
                .isEqualTo(Verdict.of(">= 0.96 x theirs", false, "0.95"));
    }

    @Test
    void ofWhatIsBetterWhenItIsLessAtMostSoMuchIsAsked() {
        measure(LESS, "ours", 1.5);
        measure(LESS, "theirs", 1);

        assertThat(rounds.verdict("ours", LESS, 1.5, "theirs"))
                .isEqualTo(Verdict.of("<= 1.50 x theirs", true, "1.50"));
        assertThat(rounds.verdict("ours", LESS, 1, "theirs"))
                .isEqualTo(Verdict.of("<= 1.00 x theirs", false, "1.50"));
    }

    @Test
    void theMedianOfTheRoundsCounts() {
        measure(MORE, "ours", 10, 1000, 20);
        measure(MORE, "theirs", 10, 30, 1, 1000);

        assertThat(rounds.verdict("ours", MORE, 1, "theirs"))
                .isEqualTo(Verdict.of(">= 1.00 x theirs", true, "1.00"));
    }

    @Test
    void whatHasNoFigureIsNotJudged() {
        measure(MORE, "ours", 10);
        measure(LESS, "theirs", 10);

        assertThat(rounds.verdict("ours", MORE, 1, "theirs"))
                .isEqualTo(Verdict.notMeasured(">= 1.00 x theirs"));
        assertThat(rounds.verdict("theirs", MORE, 1, "nobody").result())
                .isEqualTo(Verdict.Result.NOT_MEASURED);
    }

    @Test
    void aRoundIsWhatWasMeasuredAndMore() {
        var round =
                Round.of(5_000, Duration.ofSeconds(2), 0.5, 2, Duration.ofSeconds(1)).with(MORE, 7);

        assertThat(round.figures())
                .containsOnly(
                        Map.entry(Figure.PER_SECOND, 2_500.0),
                        Map.entry(Figure.P50, 0.5),
                        Map.entry(Figure.P99, 2.0),
                        Map.entry(Figure.CPU, 200.0),
                        Map.entry(MORE, 7.0));
        assertThat(round)
                .hasToString(
                        "2500.0 requests/s, p50 0.50 ms, p99 2.00 ms, cpu 200.0 us/request,"
                                + " more 7.00 requests");
    }

    private void measure(Figure figure, String contender, double... values) {
        for (double value : values) {
            rounds.add(contender, new Round(Map.of(figure, value)));
        }
    }
}
