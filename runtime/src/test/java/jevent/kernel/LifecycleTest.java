package jevent.kernel;

import static jevent.kernel.Lifecycle.State.ABANDONED;
import static jevent.kernel.Lifecycle.State.CLOSING;
import static jevent.kernel.Lifecycle.State.GRACE;
import static jevent.kernel.Lifecycle.State.KILLED;
import static jevent.kernel.Lifecycle.State.OPEN;
import static jevent.kernel.Lifecycle.State.STOPPED;
import static jevent.kernel.Lifecycle.State.STOPPING;
import static jevent.kernel.Lifecycle.State.TERMINATED;
import static jevent.kernel.Lifecycle.State.TIDYING;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import jevent.kernel.Lifecycle.State;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every step of a hub's life that is in the table can be taken, and no other.
class LifecycleTest {

    /// The table, written a second time.
    private static final Map<State, Set<State>> STEPS =
            Map.ofEntries(
                    entry(OPEN, Set.of(CLOSING, STOPPING)),
                    entry(CLOSING, Set.of(GRACE, KILLED, STOPPING)),
                    entry(GRACE, Set.of(KILLED, STOPPING)),
                    entry(KILLED, Set.of(ABANDONED, STOPPING)),
                    entry(ABANDONED, Set.of(STOPPING)),
                    entry(STOPPING, Set.of(TIDYING)),
                    entry(TIDYING, Set.of(STOPPED, TERMINATED)),
                    entry(STOPPED, Set.of(TERMINATED)),
                    entry(TERMINATED, Set.of()));

    /// Through all states, by the longest way.
    private static final List<State> ALL =
            List.of(
                    OPEN,
                    CLOSING,
                    GRACE,
                    KILLED,
                    ABANDONED,
                    STOPPING,
                    TIDYING,
                    STOPPED,
                    TERMINATED);

    private static Lifecycle at(State state) {
        var life = new Lifecycle();
        for (State next : ALL.subList(1, ALL.indexOf(state) + 1)) {
            assertThat(life.enter(next)).isTrue();
        }
        assertThat(life.state()).isEqualTo(state);
        return life;
    }

    @ParameterizedTest
    @EnumSource
    void everyStepOfTheTableIsTaken(State from) {
        for (State next : STEPS.get(from)) {
            Lifecycle life = at(from);

            assertThat(life.enter(next)).as("%s to %s", from, next).isTrue();
            assertThat(life.state()).isEqualTo(next);
            assertThat(life.enter(next)).as("a second time").isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyOtherStepIsRefusedAndChangesNothing(State from) {
        Lifecycle life = at(from);
        for (State next : State.values()) {
            if (!STEPS.get(from).contains(next)) {
                assertThat(life.enter(next)).as("%s to %s", from, next).isFalse();
                assertThat(life.state()).isEqualTo(from);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyStepLeadsForward(State from) {
        assertThat(STEPS.get(from)).allMatch(next -> ALL.indexOf(next) > ALL.indexOf(from));
        assertThat(ALL).containsExactly(State.values());
    }

    @ParameterizedTest
    @EnumSource
    void eachStateAnswersAllQuestions(State state) {
        Lifecycle life = at(state);

        assertThat(life.refusesWork()).isEqualTo(state != OPEN);
        assertThat(life.isDraining()).isEqualTo(Set.of(GRACE, KILLED, ABANDONED).contains(state));
        assertThat(life.isGraceOver()).isEqualTo(!Set.of(OPEN, CLOSING, GRACE).contains(state));
        assertThat(life.isStopping())
                .isEqualTo(Set.of(STOPPING, TIDYING, STOPPED, TERMINATED).contains(state));
        assertThat(life.takesCallbacks())
                .isEqualTo(!Set.of(TIDYING, STOPPED, TERMINATED).contains(state));
        assertThat(life.isStopped()).isEqualTo(Set.of(STOPPED, TERMINATED).contains(state));
        assertThat(life.isTerminated()).isEqualTo(state == TERMINATED);
    }
}
