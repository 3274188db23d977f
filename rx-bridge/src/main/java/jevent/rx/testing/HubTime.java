package jevent.rx.testing;

import jevent.testing.TestHub;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// The clock of a test's hub in the words of RxJava's `TestScheduler`, moved by hand.
///
/// ```java
/// @RxTest
/// void ticks(TestHub hub) {
///     var time = HubTime.of(hub);
///     var ticks = Flowable.interval(1, TimeUnit.MINUTES).test();
///     time.advanceTimeBy(3, TimeUnit.MINUTES);
///     ticks.assertValues(0L, 1L, 2L);
/// }
/// ```
///
/// With `test()` of RxJava it does what `HubSteps` does for Reactor: what the test subscribes to
/// and what greenlets sleep passes on one clock, which moves in these methods and nowhere else,
/// unless the test itself waits. `TestObserver.await` and `blockingGet` are no such waits: they
/// keep the hub, so that nothing comes. For the method of an [RxTest] or of a
/// [jevent.testing.GreenTest].
public final class HubTime {

    private final TestHub hub;

    private HubTime(TestHub hub) {
        this.hub = Objects.requireNonNull(hub, "hub");
    }

    /// The clock of this test's hub.
    public static HubTime of(TestHub hub) {
        return new HubTime(hub);
    }

    /// How much time has passed since the hub was made.
    public long now(TimeUnit unit) {
        return unit.convert(hub.elapsed());
    }

    /// Moves the clock: all that is due until then happens, in its order.
    public void advanceTimeBy(long delay, TimeUnit unit) {
        hub.advanceTimeBy(Duration.of(delay, unit.toChronoUnit()));
    }

    /// Moves the clock to this time after the hub was made; never back.
    ///
    /// @throws IllegalArgumentException if that has passed
    public void advanceTimeTo(long delay, TimeUnit unit) {
        Duration left = Duration.of(delay, unit.toChronoUnit()).minus(hub.elapsed());
        if (left.isNegative()) {
            throw new IllegalArgumentException(
                    "time goes on and not back: " + hub.elapsed() + " have passed");
        }
        hub.advanceTimeBy(left);
    }

    /// Runs everything that needs no time.
    public void triggerActions() {
        hub.settle();
    }

    @Override
    public String toString() {
        return "HubTime [" + hub.elapsed() + "]";
    }
}
