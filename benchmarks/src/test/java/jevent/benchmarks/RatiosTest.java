package jevent.benchmarks;

import static jevent.benchmarks.Contender.CONTINUATION;
import static jevent.benchmarks.Contender.JEVENT_BATON;
import static jevent.benchmarks.Contender.JEVENT_CARRIER;
import static jevent.benchmarks.Contender.KOTLIN;
import static jevent.benchmarks.Contender.VIRTUAL_THREADS;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class RatiosTest {

    private static final Ratios RATIOS =
            new Ratios(
                    Map.of(
                            JEVENT_CARRIER, 150.0,
                            JEVENT_BATON, 3000.0,
                            CONTINUATION, 100.0,
                            KOTLIN, 25.0,
                            VIRTUAL_THREADS, 200.0));

    @Test
    void theFloorIsTheBareContinuation() {
        assertThat(RATIOS.toFloor(JEVENT_CARRIER)).isEqualTo("1.50");
        assertThat(RATIOS.toFloor(JEVENT_BATON)).isEqualTo("30.0");
    }

    @Test
    void theBestPeerIsNeitherTheFloorNorOneOfOurs() {
        assertThat(RATIOS.toBestPeer(JEVENT_CARRIER)).isEqualTo("6.00 kotlin");
        assertThat(
                        new Ratios(Map.of(JEVENT_CARRIER, 90.0, VIRTUAL_THREADS, 200.0))
                                .toBestPeer(JEVENT_CARRIER))
                .isEqualTo("0.45 virtual-threads");
    }

    @Test
    void withoutAFigureThereIsNoRatio() {
        var alone = new Ratios(Map.of(JEVENT_CARRIER, 150.0, JEVENT_BATON, 3000.0));
        assertThat(alone.toFloor(JEVENT_CARRIER)).isEmpty();
        assertThat(alone.toBestPeer(JEVENT_CARRIER)).isEmpty();
        assertThat(new Ratios(Map.of(CONTINUATION, 1.0)).toFloor(JEVENT_CARRIER)).isEmpty();
    }
}
