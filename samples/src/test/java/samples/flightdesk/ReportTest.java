package samples.flightdesk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class ReportTest {

    private static final Desk.Health HEALTH = new Desk.Health("carrier", 0, 0, 16, 0);
    private static final Question QUESTION = new Question.Nonsense("/departures", 404);

    @Test
    void whatWasAskedToWarmUpIsSaidAndDoesNotCount() {
        var report = report(tally(Optional.empty(), 3), tally(Optional.empty(), 5));

        assertThat(report.text().lines())
                .anyMatch(line -> line.matches("\\| asked before, to warm up \\|.*\\| +3 \\|"))
                .anyMatch(line -> line.matches("\\| requests +\\|.*\\| +5 \\|"));
        assertThat(report.isRight()).isTrue();
    }

    @Test
    void withoutAWarmUpItSaysSo() {
        assertThat(report(new Tally(), tally(Optional.empty(), 1)).text().lines())
                .anyMatch(line -> line.matches("\\| asked before, to warm up \\|.*\\| +0 \\|"));
    }

    @Test
    void anAnswerHasToBeRightInTheWarmUpToo() {
        var wrong = Optional.of("expected something else");

        assertThat(report(tally(wrong, 1), tally(Optional.empty(), 1)).isRight()).isFalse();
        assertThat(report(tally(Optional.empty(), 1), tally(wrong, 1)).isRight()).isFalse();
    }

    private static Report report(Tally warmUp, Tally tally) {
        return new Report(warmUp, tally, 0, Where.own, HEALTH, HEALTH);
    }

    private static Tally tally(Optional<String> fault, int answers) {
        var tally = new Tally();
        for (var i = 0; i < answers; i++) {
            tally.add(QUESTION, new Exchange(404, "{}"), 1_000_000, fault);
        }
        return tally;
    }
}
