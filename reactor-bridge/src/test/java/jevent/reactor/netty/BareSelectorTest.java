package jevent.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BareSelectorTest {

    /// Zero milliseconds would be for ever.
    @Test
    @Timeout(10)
    void aTimerThatIsDueIsNotWaitedForForEver() throws Exception {
        var selector = new BareSelector();
        assertThat(selector.await(0)).isFalse(); // opens it
        assertThat(selector.await(0)).isFalse();
        selector.close();
    }
}
