package jevent.testing;

import jevent.Green;
import jevent.Hub;
import jevent.kernel.Strand;
import jevent.kernel.TurnOrder;
import jevent.loop.Clock;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The hub of a test: carried by the test's thread, with a clock that is known and an error handler
/// that remembers.
///
/// ```java
/// @Test
/// void reports(TestHub hub) {
///     Green.spawn(() -> { throw failure; }).join();
///     assertThat(hub.takeFailures()).containsExactly(failure);
/// }
/// ```
///
/// [#verify] fails if greenlets are still alive or to begin later, or if a failure that nobody
/// observed has not been taken. A test that fails by itself has both among its suppressed errors.
/// *Close* kills what is left.
public final class TestHub implements AutoCloseable {

    private static final int TURNS_TO_SETTLE = 1_000;

    private final Clock clock;
    private final long start;
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final @Nullable Long seed;
    private @Nullable Hub hub;

    private record Failure(Object context, Throwable error) {
        @Override
        public String toString() {
            return context + ": " + error;
        }
    }

    private TestHub(Clock clock, @Nullable Long seed) {
        this.clock = clock;
        this.start = clock.nanoTime();
        this.seed = seed;
    }

    /// A hub whose time jumps when everybody waits.
    public static TestHub virtual() {
        return new TestHub(new VirtualClock(), null);
    }

    /// A hub whose time jumps, and on which `seed` draws which of the ready greenlets is next.
    /// Equal programs have equal orders for equal seeds; see [Orders].
    public static TestHub drawn(long seed) {
        return new TestHub(new VirtualClock(), seed);
    }

    /// A hub with the machine's time.
    public static TestHub realTime() {
        return new TestHub(Clock.SYSTEM, null);
    }

    /// Makes it the hub of the calling platform thread, which must have none.
    public void open() {
        if (seed == null) {
            openNow();
        } else {
            // Not Random: its first draws are alike for seeds that follow each other.
            TurnOrder.drawn(new SplittableRandom(seed)::nextInt, this::openNow);
        }
    }

    private void openNow() {
        Hub opened = Hub.carrying("test", clock);
        opened.onError((where, context, error) -> failures.add(new Failure(context, error)));
        hub = opened;
    }

    /// The hub itself.
    ///
    /// @throws IllegalStateException if it is not open
    public Hub hub() {
        if (hub == null) {
            throw new IllegalStateException("the test's hub is not open: call open() first");
        }
        return hub;
    }

    /// How much time has passed on its clock.
    public Duration elapsed() {
        return Duration.ofNanos(clock.nanoTime() - start);
    }

    /// Runs the greenlets that need no time for it, turn by turn; a greenlet that never waits gets
    /// 1,000 turns and no more. For a test that subscribes, sends or sets something and then asks
    /// at once what has come of it.
    public void settle() {
        settle(hub());
    }

    private static void settle(Hub hub) {
        int turns = 0;
        do {
            Green.yieldNow();
            turns++;
        } while (hasReady(hub) && turns < TURNS_TO_SETTLE);
    }

    /// Moves the clock by hand: all that is due within `time`, or at its very end, happens, in its
    /// order, and what follows from it without time.
    ///
    /// ```java
    /// var ticks = Flowable.interval(1, TimeUnit.MINUTES).test();
    /// hub.advanceTimeBy(Duration.ofMinutes(3));
    /// ticks.assertValues(0L, 1L, 2L);
    /// ```
    ///
    /// It is a sleep of the caller, whose other steps take no time; with [#realTime] it takes that
    /// time.
    public void advanceTimeBy(Duration time) {
        Green.sleep(time);
        settle();
    }

    /// What has been reported to the hub's error handler since this was last called. Taken failures
    /// are expected ones.
    public List<Throwable> takeFailures() {
        List<Throwable> taken = new ArrayList<>();
        for (Failure next = failures.poll(); next != null; next = failures.poll()) {
            taken.add(next.error());
        }
        return taken;
    }

    /// Lets the greenlets that are ready run, then looks for what should not be left.
    ///
    /// @throws AssertionError if a greenlet is alive or to begin later, or if a failure has not
    ///   been taken
    public void verify() {
        Throwable left = leftBehind();
        var unobserved = List.copyOf(failures);
        failures.clear();
        if (left == null && !unobserved.isEmpty()) {
            left = new AssertionError("nobody has observed these failures: " + unobserved);
        }
        if (left != null) {
            for (Failure failure : unobserved) {
                left.addSuppressed(failure.error());
            }
            throw Strand.sneak(left);
        }
    }

    /// Adds to the failure of a test what may be its cause: failures that nobody has observed, and
    /// greenlets that are left.
    void explain(Throwable failed) {
        if (hub == null) {
            return;
        }
        Throwable left = leftBehind();
        List<Throwable> causes = takeFailures();
        if (left != null) {
            causes.add(left);
        }
        causes.stream().filter(cause -> cause != failed).forEach(failed::addSuppressed);
    }

    /// What [#ensureNothingIsLeft] says, or what was meant for the test and finds this instead.
    private @Nullable Throwable leftBehind() {
        try {
            ensureNothingIsLeft(hub());
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    /// Lets the greenlets of a hub that are ready run; then none may be left. For extensions that
    /// undo something, and the work of a test with it, before [#verify] can see that.
    ///
    /// @throws AssertionError if a greenlet is alive or to begin later
    public static void ensureNothingIsLeft(Hub hub) {
        if (hasReady(hub)) {
            settle(hub);
        }
        if (hub.stats().greenlets() > 0) {
            throw new AssertionError("the test leaves greenlets behind: " + hub.dump());
        }
        int delayed = hub.stats().delayed();
        if (delayed > 0) {
            throw new AssertionError(
                    "the test leaves "
                            + delayed
                            + " of spawnLater behind, whose time has not come: kill them, or dispose"
                            + " of the subscription that has a delay or an interval on "
                            + hub);
        }
    }

    /// The test may have closed it.
    private static boolean hasReady(Hub hub) {
        return !hub.isClosed() && hub.stats().ready() > 0;
    }

    /// Kills the greenlets that are left, and ends the hub. Idempotent.
    @Override
    public void close() {
        if (hub != null && !hub.isClosed()) {
            hub.close(Duration.ZERO);
        }
    }

    @Override
    public String toString() {
        return "TestHub [" + (hub == null ? "not open" : hub) + ", " + elapsed() + "]";
    }
}
