package jevent.loop;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;

/// A timer: fires once after a while, or again and again.
///
/// The deadline counts from the moment of the start, not from the start of the loop's iteration. A
/// repeating timer that is late does not pile up: its next deadline is one period after it ran.
///
/// ```java
/// var timer = hub.loop().timer(Duration.ofSeconds(1), Duration.ofSeconds(5));
/// timer.start(() -> log.println("tick"));
/// ```
public final class TimerWatcher extends Watcher {

    private final class Tick extends TimerHeap.Entry {
        @Override
        void fire() {
            happened();
        }
    }

    private final Tick tick = new Tick();
    private final long afterNanos;
    private final long repeatNanos;

    TimerWatcher(Loop loop, Duration after, @Nullable Duration repeat) {
        super(loop);
        this.afterNanos = nanos(after);
        this.repeatNanos = repeat == null ? 0 : nanos(repeat);
    }

    /// Restarts the period now, as libev's `ev_timer_again`: a repeating timer fires one period
    /// from now, a timer without a period is stopped.
    public void again(Runnable callback) {
        if (repeatNanos == 0) {
            stop();
            return;
        }
        start(callback);
        schedule(repeatNanos);
    }

    private static long nanos(Duration duration) {
        Objects.requireNonNull(duration, "duration");
        if (duration.isNegative()) {
            throw new IllegalArgumentException("negative duration " + duration);
        }
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE; // longer than 292 years
        }
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
