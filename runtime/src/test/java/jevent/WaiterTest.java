package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@GreenTest
@Tag("concurrency")
class WaiterTest {

    private final Waiter<String> waiter = new Waiter<>();
    private final List<Object> log = new ArrayList<>();

    @Test
    void aValueThatIsThereCostsNoTurn(TestHub hub) {
        waiter.wake("there");
        long turns = hub.hub().stats().switches();

        assertThat(waiter.get()).isEqualTo("there");
        assertThat(hub.hub().stats().switches()).isEqualTo(turns);
    }

    @Test
    void anErrorIsTheVeryObject() {
        var broken = new IOException("broken");
        assertThat(waiter.fail(broken)).isTrue();

        assertThatThrownBy(waiter::get).isSameAs(broken);
    }

    @Test
    void theFirstOneWhoWakesWins() {
        assertThat(waiter.wake("first")).isTrue();
        assertThat(waiter.wake("second")).isFalse();
        assertThat(waiter.fail(new IOException())).isFalse();
        assertThat(waiter.get()).isEqualTo("first");
    }

    @Test
    void aSecondGreenletIsRefusedAndTheFirstUndisturbed() {
        var first = Green.spawn(() -> waiter.get()).named("first");
        Green.yieldNow();

        assertThatThrownBy(waiter::get)
                .isInstanceOf(ConcurrentUse.class)
                .hasMessageContaining("is waited for by first")
                .hasMessageContaining("a waiter of its own");
        waiter.wake("value");
        assertThat(first.get()).isEqualTo("value");
    }

    @Test
    void onceAbandonedAWakeIsRefusedAndTheSourceIsTold() {
        Waiter<String> outside = Waiter.outside("a call", () -> log.add("cancelled"));
        var greenlet =
                Green.spawn(() -> {
                    try {
                        return outside.get();
                    } finally {
                        log.add("error seen");
                    }
                });
        Green.yieldNow();

        greenlet.kill();

        assertThat(log).containsExactly("cancelled", "error seen");
        assertThat(outside.wake("late")).isFalse();
        assertThat(outside).hasToString("a call [abandoned]");
        assertThatThrownBy(outside::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was abandoned");
    }

    @Test
    void aLimitAbandonsIt() {
        assertThatThrownBy(() -> waiter.get(Duration.ofMillis(10)))
                .isInstanceOf(Timeout.class)
                .hasMessageContaining("10 ms");
        assertThat(waiter.wake("late")).isFalse();
    }

    /// A limit that is refused must not leave the greenlet behind as one who waits: it would be
    /// woken out of its next wait.
    @Test
    void aNegativeLimitChangesNothing() {
        assertThatThrownBy(() -> waiter.get(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(waiter).hasToString("Waiter [empty]");
        waiter.wake("value");
        assertThat(waiter.get()).isEqualTo("value");
    }

    @Test
    void wokenAndThenKilledItReturnsItsValue() {
        var greenlet = Green.spawn(() -> waiter.get());
        Green.yieldNow();
        waiter.wake("value");

        greenlet.kill();

        assertThat(greenlet.get()).isEqualTo("value");
    }
}
