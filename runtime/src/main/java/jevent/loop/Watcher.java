package jevent.loop;

import org.jspecify.annotations.Nullable;

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
public abstract sealed class Watcher implements AutoCloseable
        permits TimerWatcher, IoWatcher, SignalWatcher, AsyncWatcher, HookWatcher {

    /// The lowest and highest priority, as in libev.
    public static final int MIN_PRIORITY = -2;

    public static final int MAX_PRIORITY = 2;

    final Loop loop;
    private @Nullable Runnable callback;
    private int priority;
    private boolean ref = true;
    private boolean active;
    private boolean pending;

    Watcher(Loop loop) {
        this.loop = loop;
    }

    /// Begins to watch, with a new callback. Starting an active watcher only changes its callback.
    ///
    /// @throws NullPointerException if there is no callback
    public final void start(Runnable callback) {
        if (callback == null) {
            throw new NullPointerException(this + " cannot start without a callback");
        }
        loop.ensureOnHub(this);
        this.callback = callback;
        if (!active) {
            activate();
            active = true;
            loop.countRef(ref ? 1 : 0);
        }
    }

    /// Stops watching; an event that has happened and is not handled yet is forgotten. Idempotent.
    public final void stop() {
        loop.ensureOnHub(this);
        pending = false;
        if (active) {
            active = false;
            loop.countRef(ref ? -1 : 0);
            deactivate();
        }
    }

    /// Stops and releases; the watcher cannot be started again if it held a system resource.
    @Override
    public void close() {
        stop();
    }

    public final boolean isActive() {
        return active;
    }

    /// Whether the event has happened and the callback has not run yet.
    public final boolean isPending() {
        return pending;
    }

    /// Whether this watcher, while active, keeps the loop alive; true by default.
    public final boolean ref() {
        return ref;
    }

    /// Changes whether this watcher keeps the loop alive (libev's ref and unref).
    public final void ref(boolean keepsAlive) {
        loop.ensureOnHub(this);
        if (active && keepsAlive != ref) {
            loop.countRef(keepsAlive ? 1 : -1);
        }
        ref = keepsAlive;
    }

    public final int priority() {
        return priority;
    }

    /// Changes the priority, from -2 to 2; higher runs first.
    ///
    /// @throws IllegalStateException if the watcher is active: stop it first
    public final void priority(int value) {
        if (value < MIN_PRIORITY || value > MAX_PRIORITY) {
            throw new IllegalArgumentException("priority " + value + " is not in -2 .. 2");
        }
        if (active) {
            throw new IllegalStateException(
                    this + " is active: stop it before you change its priority");
        }
        priority = value;
    }

    /// The event has happened.
    final void happened() {
        if (active && !pending) {
            loop.addPending(this);
            pending = true;
        }
    }

    /// Runs the callback if the watcher is still pending.
    final void runCallback() {
        Runnable action = callback;
        if (pending && action != null) {
            pending = false;
            beforeCallback();
            loop.invoke(this, action);
        }
    }

    /// A one-shot event is over when its callback runs.
    final void deactivateOnce() {
        if (active) {
            active = false;
            loop.countRef(ref ? -1 : 0);
        }
    }

    abstract void activate();

    abstract void deactivate();

    void beforeCallback() {}

    final String state() {
        return pending ? "pending" : active ? "active" : "idle";
    }
}
