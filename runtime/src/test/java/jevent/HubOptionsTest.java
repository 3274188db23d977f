package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubOptionsTest {

    /// A daemon does not keep the program alive.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theThreadIsAsWished(boolean daemon) {
        var options = HubOptions.named("as wished").withDaemon(daemon).withStackSize(256 * 1024);
        try (Hub hub = Hub.open(options)) {
            assertThat(hub.run(() -> "alive")).isEqualTo("alive");
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("jevent-as wished"))
                    .filteredOn(thread -> thread.isDaemon() == daemon)
                    .hasSize(1);
        }
    }
}
