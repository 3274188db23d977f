package jevent.loop;

/// A timer: fires once after a while, or again and again.
///
/// The deadline counts from the moment of the start, not from the start of the loop's iteration. A
/// repeating timer that is late does not pile up: its next deadline is one period after it ran.
///
/// ```java
/// var timer = hub.loop().timer(Duration.ofSeconds(1), Duration.ofSeconds(5));
/// timer.start(() -> log.println("tick"));
/// ```
public interface TimerWatcher extends Watcher {

    /// Restarts the period now, as libev's `ev_timer_again`: a repeating timer fires one period
    /// from now, a timer without a period is stopped.
    void again(Runnable callback);
}
