package jevent.kernel;

import org.jspecify.annotations.Nullable;

/// What a scheduler needs to know of the event loop and the hub above it.
///
/// All methods but [#name] and [#wakeup] are called by the holder of the turn.
public interface Events {

    /// A pending call that can be cancelled.
    interface Alarm {
        void cancel();
    }

    /// The hub's name, which its fibers' threads share; any thread.
    String name();

    /// Whether [#poll] would have something to do right now.
    boolean isDue();

    /// Runs one bounded iteration of the loop: callbacks, expired timers, ready channels. Called on
    /// the loop fiber.
    void poll();

    /// Whether [#poll] would find out something that [#isDue] cannot know.
    boolean isPollDue();

    /// Blocks the driving thread until something is due, or [#wakeup] is called, or it is
    /// interrupted (the flag stays). Called on a bare carrier: no user code, no lock that others
    /// hold for long.
    void await();

    /// Ends the [#await] of the driving thread; any thread. Sticky: a call before the wait ends it
    /// too.
    ///
    /// @param driver the driving thread; null if nobody drives and a host has to be asked
    void wakeup(@Nullable Thread driver);

    /// Whether a timer, a channel or a hold is left that can still wake somebody.
    boolean isAlive();

    /// Whether greenlets have run long enough without a look at the loop.
    boolean isSliceOver(long sliceStart);

    /// The loop's clock.
    long nanoTime();

    /// Calls `action` on the loop fiber after `nanos`.
    Alarm alarm(long nanos, Runnable action);

    /// The root fiber waits, and nothing is left that could wake it.
    void stuck(Fiber root);

    /// What an interrupted fiber is killed with.
    Throwable interruption();

    /// The error of code that waits inside a callback.
    Throwable blockedInCallback();

    /// An error that was raised earlier is being thrown now.
    Throwable delivered(Throwable error);

    /// A fiber's body or a callback threw.
    void unhandled(Object context, Throwable error);

    /// A fiber, or the thread of a host, keeps the hub for too long. Called by the watchdog's
    /// thread.
    void blocked(Object who, long nanos, StackTraceElement[] stack, String advice);

    /// A fiber was killed so long ago and has not ended. Called by the watchdog's thread.
    void survived(Fiber fiber, long nanos, StackTraceElement[] stack);

    /// The thread that carried the hub while it waited has ended. Called by the watchdog's thread.
    void deserted();

    /// Looks whether the host, if there is one, is still there. Called by the watchdog's thread.
    void probeHost();

    /// No fiber has a turn any more but the loop fiber, on which this is called: runs what is left
    /// of callbacks.
    void stopping();

    /// The last callback has run. Called on the loop fiber, which ends after that.
    void stopped();

    /// The scheduler cannot go on, for nothing but errors comes: all who wait are to be told.
    ///
    /// @return what they are told
    Throwable broken(Throwable error);

    /// The last live fiber has ended.
    void idle();
}
