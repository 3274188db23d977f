package jevent.loop;

import java.nio.channels.SelectableChannel;
import java.time.Duration;

/// The event loop of a hub, for code that teaches it a new kind of event.
///
/// ```java
/// var timer = hub.loop().timer(Duration.ofSeconds(1));
/// timer.start(() -> log.println("a second is over"));
/// ```
///
/// One iteration runs in this order, each part with a bound, so that none starves another:
/// callbacks, expired timers, `prepare`, a look at the channels, the pending watchers from high to
/// low priority, `check`, and `idle` if nothing else was pending. The hub alone drives it, and
/// closes it when it stops.
///
/// Only code that runs on the hub may start or stop something; [#now], [#isOnHub] and the counters
/// are for any thread. Methods without a comment on errors throw `IllegalStateException` from
/// elsewhere. When the hub stops, what is still watched for never happens. (The nouns are libev's.)
public interface Loop {

    /// A timer that fires once, `after` its start.
    TimerWatcher timer(Duration after);

    /// A timer that fires `after` its start and then every `repeat`.
    TimerWatcher timer(Duration after, Duration repeat);

    /// A watcher of a non-blocking channel; `ops` are those of [java.nio.channels.SelectionKey].
    ///
    /// @throws IllegalArgumentException if the channel has no such operations
    IoWatcher io(SelectableChannel channel, int ops);

    /// A watcher of the signal with that name, `INT` for example.
    ///
    /// @throws IllegalArgumentException if the system has no such signal
    SignalWatcher signal(String name);

    /// A watcher that other threads make happen.
    AsyncWatcher async();

    /// A watcher that happens in each iteration in which nothing else does.
    HookWatcher idle();

    /// A watcher that happens before the loop looks at its channels.
    HookWatcher prepare();

    /// A watcher that happens after the loop has looked at its channels.
    HookWatcher check();

    /// Calls `action` in the next iteration, in order with other callbacks.
    Callback runCallback(Runnable action);

    /// Calls `action` once after `nanos`; lighter than a timer watcher.
    Alarm alarm(long nanos, Runnable action);

    /// Has somebody else's event loop live inside this one, until the hub stops. There can be one.
    ///
    /// @throws IllegalStateException if there is one, or if the caller is no callback of this hub
    void embed(EmbeddedLoop inner);

    /// Whether the calling code runs on the hub of this loop.
    boolean isOnHub();

    /// The loop's time in nanoseconds; only differences mean something.
    long now();

    /// How many timers and alarms are pending; from another thread, a little old.
    int timerCount();

    /// How many watchers of channels are active; from another thread, a little old.
    int watcherCount();
}
