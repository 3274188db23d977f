package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.sync.Event;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// One that was killed and goes on is reported, with its stack.
@GreenTest(realTime = true)
@Tag("concurrency")
class SurvivorTest {

    private final Event released = new Event();

    @Test
    void oneThatCatchesItsKillIsReportedOnce() {
        try (var reports = new LogLines("was killed")) {
            var stubborn = Green.spawn(this::ignoreTheKill).named("the stubborn one");
            Green.yieldNow();
            stubborn.killLater();
            while (reports.lines().isEmpty()) {
                Green.sleep(5);
            }

            assertThat(reports.lines().getFirst())
                    .contains("the stubborn one", "has not ended", "GreenletExit")
                    .contains("ignoreTheKill");
            released.set();
            stubborn.join();
            assertThat(reports.lines()).hasSize(1);
        }
    }

    private void ignoreTheKill() {
        try {
            new Event().await();
        } catch (GreenletExit exit) {
            released.await();
        }
    }

    /// What ends in time is of no interest, and neither is what it was killed with otherwise.
    @Test
    void oneThatEndsIsNot() {
        try (var reports = new LogLines("was killed")) {
            var prompt = Green.spawn(() -> released.await());
            var stubborn = Green.spawn(this::ignoreTheKill);
            Green.yieldNow();
            prompt.kill();
            stubborn.killLater();
            while (reports.lines().isEmpty()) {
                Green.sleep(5);
            }

            assertThat(reports.lines()).hasSize(1);
            released.set();
            stubborn.join();
        }
    }
}
