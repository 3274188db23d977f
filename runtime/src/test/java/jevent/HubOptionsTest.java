package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubOptionsTest {

    @Test
    void theStackBoundsTheDepthOfGreenletsInCarrierModeOnly() {
        var deep = HubOptions.named("deep").withStackSize(64L << 20);
        try (Hub large = Hub.open(deep);
                Hub small = Hub.open(deep.withStackSize(512 << 10))) {
            int more = large.run(() -> depth());
            int less = small.run(() -> depth());

            if (Hub.mode() == Mode.CARRIER) {
                assertThat(more).isGreaterThan(10 * less);
            } else {
                assertThat(more).isLessThan(10 * less);
            }
        }
    }

    /// How deep one may recurse here.
    private static int depth() {
        var depth = new int[1];
        try {
            recurse(depth);
        } catch (StackOverflowError e) {
            return depth[0];
        }
        throw new AssertionError("without end");
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int recurse(int[] depth) {
        depth[0]++;
        return recurse(depth) + 1;
    }

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
