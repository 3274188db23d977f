package jevent.testing;

import jevent.loop.Clock;

import java.time.Duration;

/// A clock that stands still while anybody runs, and jumps to the next timer when everybody waits.
///
/// So a hub with this clock never waits for time, and equal programs see equal times. What comes
/// from outside, from channels and other threads, gets a moment of real time before each jump; a
/// test in which that matters should run in real time.
///
/// For one hub. Any thread may read it.
public final class VirtualClock implements Clock {

    /// Written by the hub that sleeps.
    private volatile long now;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one hub writes; volatile is for the readers
    public boolean skip(long nanos) {
        now += nanos;
        return true;
    }

    @Override
    public boolean isVirtual() {
        return true;
    }

    /// How much time has passed since this clock was made.
    public Duration elapsed() {
        return Duration.ofNanos(now);
    }

    @Override
    public String toString() {
        return "VirtualClock [" + elapsed() + "]";
    }
}
