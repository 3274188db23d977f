package jevent.engine;

import jevent.kernel.Durations;
import jevent.loop.TimerWatcher;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// A deadline in the heap, and its successors if it repeats.
final class LoopTimer extends LoopWatcher implements TimerWatcher {

    private final class Tick extends TimerHeap.Entry {
        @Override
        void fire() {
            happened();
        }
    }

    private final Tick tick = new Tick();
    private final long afterNanos;
    private final long repeatNanos;

    LoopTimer(EventLoop loop, Duration after, @Nullable Duration repeat) {
        super(loop);
        this.afterNanos = Durations.nanos(after);
        this.repeatNanos = repeat == null ? 0 : Durations.nanos(repeat);
    }

    @Override
    public void again(Runnable callback) {
        if (repeatNanos == 0) {
            stop();
            return;
        }
        start(callback);
        schedule(repeatNanos);
    }

    private void schedule(long nanos) {
        loop.timers().remove(tick);
        loop.timers().add(tick, loop.deadline(nanos));
    }

    @Override
    void activate() {
        schedule(afterNanos);
    }

    @Override
    void deactivate() {
        loop.timers().remove(tick);
    }

    @Override
    void beforeCallback() {
        if (repeatNanos > 0) {
            schedule(repeatNanos);
        } else {
            deactivateOnce();
        }
    }

    @Override
    public String toString() {
        return "timer(after=" + Duration.ofNanos(afterNanos) + ", " + state() + ")";
    }
}
