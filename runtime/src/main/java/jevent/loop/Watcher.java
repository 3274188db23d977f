package jevent.loop;

/// An event that a loop watches for, and the callback that is run when it happens.
///
/// ```text
///            start                 event
///   IDLE ────────────▶ ACTIVE ───────────▶ PENDING ──▶ callback runs
///    ▲                   │                    │
///    └──────  stop  ─────┴────────────────────┘
/// ```
///
/// A pending watcher that is stopped does not run. A watcher with `ref(false)` does not keep the
/// loop alive. Of the watchers that are pending at the same time those of higher priority run
/// first. A callback that throws goes to the hub's error handler; the watcher stays active.
///
/// Touch it on its hub only.
public interface Watcher extends AutoCloseable {

    /// The lowest and highest priority, as in libev.
    int MIN_PRIORITY = -2;

    int MAX_PRIORITY = 2;

    /// Begins to watch, with a new callback. Starting an active watcher only changes its callback.
    ///
    /// @throws NullPointerException if there is no callback
    void start(Runnable callback);

    /// Stops watching; an event that has happened and is not handled yet is forgotten. Idempotent.
    void stop();

    /// Stops and releases; the watcher cannot be started again if it held a system resource.
    @Override
    void close();

    boolean isActive();

    /// Whether the event has happened and the callback has not run yet.
    boolean isPending();

    /// Whether this watcher, while active, keeps the loop alive; true by default.
    boolean ref();

    /// Changes whether this watcher keeps the loop alive (libev's ref and unref).
    void ref(boolean keepsAlive);

    int priority();

    /// Changes the priority, from -2 to 2; higher runs first.
    ///
    /// @throws IllegalStateException if the watcher is active: stop it first
    void priority(int value);
}
