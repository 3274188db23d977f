package jevent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Hub;
import jevent.sync.Semaphore;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Many orders of the ready greenlets, and the way back to one that failed.
class OrdersTest {

    private static List<Integer> orderOf(int greenlets) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < greenlets; i++) {
            int number = i;
            Green.spawn(() -> {
                order.add(number);
            });
        }
        Green.sleep(1);
        return order;
    }

    private static List<Integer> drawn(long seed) {
        try (var hub = TestHub.drawn(seed)) {
            hub.open();
            List<Integer> order = orderOf(10);
            hub.verify();
            return order;
        }
    }

    @Test
    void allOrdersOfThreeAreSeen() {
        Set<List<Integer>> seen = new HashSet<>();

        Orders.play(200, () -> seen.add(orderOf(3)));

        assertThat(seen).hasSize(6).allSatisfy(order -> assertThat(order).contains(0, 1, 2));
    }

    @Test
    void equalSeedsHaveEqualOrders() {
        assertThat(drawn(42)).isEqualTo(drawn(42)).isNotEqualTo(drawn(43));
    }

    @Test
    void otherHubsAreNotTouched() {
        try (var hub = TestHub.virtual()) {
            hub.open();
            assertThat(orderOf(5)).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void timeIsVirtualAndEachSceneHasAHubOfItsOwn() {
        Set<Hub> hubs = new HashSet<>();

        Orders.play(
                3,
                () -> {
                    hubs.add(Hub.current());
                    Green.sleep(Duration.ofDays(1));
                });

        assertThat(hubs).hasSize(3);
    }

    @Test
    void aFailureNamesItsSeedAndSaysWhy() {
        var why = new IllegalStateException("why");

        assertThatThrownBy(() ->
                        Orders.play(
                                1,
                                () -> {
                                    throw why;
                                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Djevent.seed=")
                .hasCause(why);
    }

    @Test
    void aGreenletThatIsLeftBehindIsAFailure() {
        assertThatThrownBy(() -> Orders.play(1, () -> Green.spawn(() -> Green.sleep(1))))
                .hasRootCauseInstanceOf(AssertionError.class)
                .hasStackTraceContaining("leaves greenlets behind");
    }

    /// Whoever is killed between the two loses the permit; first come first served hides it.
    private static void holdCarelessly(Semaphore semaphore) {
        semaphore.acquire();
        Green.yieldNow();
        try {
            Green.yieldNow();
        } finally {
            semaphore.release();
        }
    }

    private static void killWhileItHolds() {
        var semaphore = new Semaphore(1);
        var careless = Green.spawn(() -> holdCarelessly(semaphore));
        Green.spawn(() -> careless.killLater());
        careless.join();
        assertThat(semaphore.permits()).isOne();
    }

    @Test
    void aPermitThatIsLostInSomeOrdersIsFoundOut() {
        assertThatThrownBy(() -> Orders.play(100, OrdersTest::killWhileItHolds))
                .hasMessageContaining("-Djevent.seed=")
                .hasRootCauseInstanceOf(AssertionError.class);
    }
}
