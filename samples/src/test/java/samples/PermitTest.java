package samples;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.sync.Semaphore;
import jevent.testing.Orders;

import org.junit.jupiter.api.Test;

/// The example of `docs/testing.md` for what must hold in any order.
class PermitTest {

    private static void hold(Semaphore semaphore) {
        semaphore.acquire();
        try {
            Green.sleep(1);
        } finally {
            semaphore.release();
        }
    }

    @Test
    void aPermitComesBackWhoeverIsKilled() {
        Orders.play(
                300,
                () -> {
                    var semaphore = new Semaphore(1);
                    var holder = Green.spawn(() -> hold(semaphore));
                    Green.spawn(() -> holder.killLater());
                    holder.join();
                    assertThat(semaphore.permits()).isOne();
                });
    }
}
