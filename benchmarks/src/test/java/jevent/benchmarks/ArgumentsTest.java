package jevent.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void withoutANameThereIsEverything() {
        assertThat(parse())
                .returns(true, Arguments::flightDesk)
                .returns(Workload.values().length, arguments -> arguments.workloads().size());
    }

    @Test
    void theFlightDeskIsOnlyQuickIfNamed() {
        assertThat(parse("--quick").flightDesk()).isFalse();
        assertThat(parse("--quick", "flight-desk").flightDesk()).isTrue();
    }

    @Test
    void whatIsNamedIsAllThatRuns() {
        assertThat(parse("switch").flightDesk()).isFalse();
        assertThat(parse("flight-desk").workloads()).isEmpty();
        assertThat(parse("flight-desk", "switch").workloads()).containsExactly(Workload.SWITCH);
    }

    private static Arguments parse(String... arguments) {
        return Arguments.parse(arguments);
    }
}
