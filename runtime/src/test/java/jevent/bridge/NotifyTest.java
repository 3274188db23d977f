package jevent.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.GreenletExit;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// One greenlet waits until it is told to look again.
@GreenTest
class NotifyTest {

    private final Notify notify = new Notify();
    private final List<Object> log = new ArrayList<>();
    private boolean changed;

    private boolean await() {
        return notify.await("a change", () -> changed);
    }

    @Test
    void itWaitsUntilItIsWoken() {
        var waiting = Green.spawn(() -> log.add(await()));
        Green.yieldNow();
        assertThat(log).isEmpty();
        assertThat(waiting.hub().dump()).contains("a change");

        notify.wake();
        waiting.join();

        assertThat(log).containsExactly(true);
    }

    @Test
    void itDoesNotWaitForWhatHasChanged() {
        changed = true;

        assertThat(await()).isFalse();
    }

    @Test
    void aWakeUpThatNobodyWaitsForIsForgotten() {
        notify.wake();
        var waiting = Green.spawn(() -> log.add(await()));
        Green.yieldNow();
        Green.yieldNow();
        assertThat(log).isEmpty();

        notify.wake();
        waiting.join();

        assertThat(log).containsExactly(true);
    }

    @Test
    void aWakeUpAfterAKillHurtsNobodyAndTheNextWaitsAnew() {
        var killed = Green.spawn(this::await);
        Green.yieldNow();
        killed.kill();
        notify.wake();
        assertThatThrownBy(killed::get).isInstanceOf(GreenletExit.class);

        var next = Green.spawn(() -> log.add(await()));
        Green.yieldNow();
        assertThat(log).isEmpty();
        notify.wake();
        next.join();

        assertThat(log).containsExactly(true);
    }
}
