package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Timeout;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A greenlet that lets the others run, and what may come to it meanwhile.
@GreenTest
class YieldTest {

    private final List<String> turns = new ArrayList<>();

    private void takeTurns(String name, int count) {
        for (int i = 0; i < count; i++) {
            turns.add(name + i);
            Green.yieldNow();
        }
    }

    @Test
    void goesToTheEndOfTheQueue() {
        var left = Green.spawn(() -> takeTurns("a", 3));
        var right = Green.spawn(() -> takeTurns("b", 3));
        Green.joinAll(List.of(left, right));

        assertThat(turns).containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
    }

    @Test
    void isKilledWhereItYields() {
        var endless = Green.spawn(() -> takeTurns("a", Integer.MAX_VALUE));
        Green.yieldNow();
        Green.yieldNow();
        endless.kill();

        assertThat(endless.failure()).isInstanceOf(GreenletExit.class);
        assertThat(turns).containsExactly("a0", "a1");
    }

    @Test
    @GreenTest(realTime = true) // virtual time stands still while somebody is ready
    void isTimedOutWhereItYields() {
        var limit = Timeout.of(Duration.ofMillis(1));
        var yielding =
                Green.spawn(() -> {
                    try (limit) {
                        limit.start();
                        takeTurns("a", Integer.MAX_VALUE);
                    }
                });

        assertThatThrownBy(yielding::get).isSameAs(limit);
    }

    @Test
    void seesAnInterruptAsAKill() {
        var interrupted =
                Green.spawn(() -> {
                    Thread.currentThread().interrupt();
                    Green.yieldNow();
                });
        interrupted.join();

        assertThat(interrupted.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void returnsWhereTheThreadCannotBeUnmounted() {
        var pinned = Green.spawn(() -> turns.add(Pinning.VALUE));
        var other = Green.spawn(() -> takeTurns("a", 2));
        Green.joinAll(List.of(pinned, other));

        assertThat(pinned.isSuccessful()).isTrue();
        assertThat(turns).contains("pinned", "a0", "a1");
    }

    /// A class initializer cannot be unmounted.
    private static final class Pinning {
        static final String VALUE;

        static {
            Green.yieldNow();
            VALUE = String.valueOf("pinned");
        }
    }
}
