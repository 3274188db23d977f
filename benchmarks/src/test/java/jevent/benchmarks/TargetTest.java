package jevent.benchmarks;

import static jevent.benchmarks.Contender.CONTINUATION;
import static jevent.benchmarks.Contender.JEVENT_CARRIER;
import static jevent.benchmarks.Contender.KOTLIN;
import static jevent.benchmarks.Contender.REACTOR;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.benchmarks.report.Verdict;

import org.junit.jupiter.api.Test;

import java.util.Map;

class TargetTest {

    @Test
    void isMetUpToTheFactor() {
        var target = Target.of(JEVENT_CARRIER, 0.5, KOTLIN);
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 50.0, KOTLIN, 100.0)))
                .isEqualTo(Verdict.of("<= 0.50 x kotlin", true, "0.50"))
                .hasToString("met at 0.50");
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 51.0, KOTLIN, 100.0)))
                .isEqualTo(Verdict.of("<= 0.50 x kotlin", false, "0.51"))
                .hasToString("MISSED at 0.51");
    }

    @Test
    void comparesWithTheFloorAsWithAPeer() {
        var target = Target.of(JEVENT_CARRIER, 1.15, CONTINUATION);
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 115.0, CONTINUATION, 100.0, KOTLIN, 1.0)))
                .isEqualTo(Verdict.of("<= 1.15 x continuation", true, "1.15"));
    }

    @Test
    void comparesWithTheBestPeer() {
        var target = Target.of(JEVENT_CARRIER, 1.0, KOTLIN, REACTOR);
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 30.0, KOTLIN, 40.0, REACTOR, 20.0)))
                .isEqualTo(Verdict.of("<= 1.00 x the best peer", false, "1.50"));
    }

    @Test
    void isMetByTheMoreGenerousOfFactorAndLimit() {
        var target = Target.of(JEVENT_CARRIER, 0.5, KOTLIN).orAtMost(50);
        var asked = "<= 0.50 x kotlin or 50";
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 49.0, KOTLIN, 60.0)))
                .isEqualTo(Verdict.of(asked, true, "0.82"));
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 60.0, KOTLIN, 200.0)))
                .isEqualTo(Verdict.of(asked, true, "0.30"));
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 60.0, KOTLIN, 60.0)))
                .isEqualTo(Verdict.of(asked, false, "1.00"));
    }

    @Test
    void mayBeALimitAlone() {
        var target = Target.of(JEVENT_CARRIER, 0).orAtMost(700);
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 700.0)))
                .isEqualTo(Verdict.of("<= 700", true, "700.0"));
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 700.1)))
                .isEqualTo(Verdict.of("<= 700", false, "700.1"));
    }

    @Test
    void isNotJudgedWithoutAFigureOfEach() {
        var target = Target.of(JEVENT_CARRIER, 1.0, KOTLIN);
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 1.0)))
                .isEqualTo(Verdict.notMeasured("<= 1.00 x kotlin"))
                .hasToString("not measured");
        assertThat(target.judge(Map.of(KOTLIN, 1.0)).result())
                .isEqualTo(Verdict.Result.NOT_MEASURED);
    }
}
