package jevent.reactor.testing;

import jevent.Green;
import jevent.Hub;

import reactor.test.scheduler.VirtualTimeScheduler;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What a `StepVerifier` takes for the clock that it moves: it moves the hub's.
///
/// No task is ever scheduled here: the hub is the default scheduler when the source is made.
final class HubTime extends VirtualTimeScheduler {

    private static final int TURNS_TO_SETTLE = 1_000;

    private final Hub hub;
    private final Thread carrying = Thread.currentThread();

    HubTime(Hub hub) {
        super(false);
        this.hub = hub;
    }

    Hub hub() {
        return hub;
    }

    @Override
    public void advanceTimeBy(Duration time) {
        Green.sleep(time);
        settle();
    }

    @Override
    public long now(TimeUnit unit) {
        return unit.convert(hub.loop().now(), TimeUnit.NANOSECONDS);
    }

    /// What the verifying thread says to the source has effect at once; what is said on the hub,
    /// soon.
    void settleIfCarrying() {
        if (Thread.currentThread() == carrying) {
            settle();
        }
    }

    /// Lets those run who can without time; who never waits has so many turns.
    void settle() {
        int turns = 0;
        do {
            Green.yieldNow();
            turns++;
        } while (hub.stats().ready() > 0 && turns < TURNS_TO_SETTLE);
    }
}
