package jevent.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void withoutANameThereIsEverything() {
        assertThat(parse())
                .returns(Service.values().length, arguments -> arguments.services().size())
                .returns(Workload.values().length, arguments -> arguments.workloads().size());
    }

    @Test
    void servicesAreOnlyQuickIfNamed() {
        assertThat(parse("--quick").services()).isEmpty();
        assertThat(parse("--quick", "flight-desk").services()).containsExactly(Service.FLIGHT_DESK);
    }

    @Test
    void whatIsNamedIsAllThatRuns() {
        assertThat(parse("switch").services()).isEmpty();
        assertThat(parse("http-hello").workloads()).isEmpty();
        assertThat(parse("flight-desk", "switch").workloads()).containsExactly(Workload.SWITCH);
    }

    @Test
    void whatThereIsNotIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("tea"))
                .withMessageContaining("no workload named tea");
    }

    private static Arguments parse(String... arguments) {
        return Arguments.parse(arguments);
    }
}
