package jevent.benchmarks;

import static jevent.benchmarks.Contender.JEVENT_CARRIER;
import static jevent.benchmarks.Contender.KOTLIN;
import static jevent.benchmarks.Contender.REACTOR;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class TargetTest {

    @Test
    void isMetUpToTheFactor() {
        var target = Target.of(JEVENT_CARRIER, 0.5, KOTLIN);
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 50.0, KOTLIN, 100.0)))
                .contains("0.50 x kotlin", "<= 0.50", "met");
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 51.0, KOTLIN, 100.0)))
                .contains("0.51 x kotlin", "MISSED");
    }

    @Test
    void comparesWithTheBestPeer() {
        var target = Target.of(JEVENT_CARRIER, 1.0, KOTLIN, REACTOR);
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 30.0, KOTLIN, 40.0, REACTOR, 20.0)))
                .contains("1.50 x the best peer", "MISSED");
    }

    @Test
    void isMetByTheMoreGenerousOfFactorAndLimit() {
        var target = Target.of(JEVENT_CARRIER, 0.5, KOTLIN).orAtMost(50);
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 49.0, KOTLIN, 60.0))).contains("met");
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 60.0, KOTLIN, 200.0))).contains("met");
        assertThat(target.judge(Map.of(JEVENT_CARRIER, 60.0, KOTLIN, 60.0))).contains("MISSED");
    }

    @Test
    void isNotJudgedWithoutAPeersFigure() {
        assertThat(Target.of(JEVENT_CARRIER, 1.0, KOTLIN).judge(Map.of(JEVENT_CARRIER, 1.0)))
                .isEmpty();
    }
}
