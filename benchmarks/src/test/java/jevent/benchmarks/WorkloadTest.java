package jevent.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.benchmarks.Contender.Role;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every target can be judged: each contender that it names takes part.
class WorkloadTest {

    @ParameterizedTest
    @EnumSource
    void targetsAreOfContendersThatTakePart(Workload workload) {
        var contenders = Contender.of(workload.type);
        assertThat(workload.targets)
                .isNotEmpty()
                .allSatisfy(target -> {
                    assertThat(target.contender().role).isEqualTo(Role.OURS);
                    assertThat(contenders).contains(target.contender()).containsAll(target.peers());
                });
    }

    /// Where two tasks of one thread take turns, and where tasks are made.
    @ParameterizedTest
    @EnumSource(
            names = {
                "SWITCH",
                "SPAWN_JOIN",
                "CHANNEL",
                "QUEUE",
                "MONO_AWAIT_PENDING",
                "PARKED_HEAP"
            })
    void theFloorTakesPart(Workload workload) {
        assertThat(Contender.of(workload.type)).contains(Contender.CONTINUATION);
    }
}
