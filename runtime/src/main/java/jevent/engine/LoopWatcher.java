package jevent.engine;

import jevent.loop.Watcher;

import org.jspecify.annotations.Nullable;

/// What all watchers have in common: the states, the callback, the reference that keeps the loop.
abstract sealed class LoopWatcher implements Watcher
        permits LoopTimer, LoopIo, LoopSignal, LoopAsync, LoopHook {

    final EventLoop loop;
    private @Nullable Runnable callback;
    private int priority;
    private boolean ref = true;
    private boolean active;
    private boolean pending;

    LoopWatcher(EventLoop loop) {
        this.loop = loop;
    }

    @Override
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

    @Override
    public final void stop() {
        loop.ensureOnHub(this);
        pending = false;
        if (active) {
            active = false;
            loop.countRef(ref ? -1 : 0);
            deactivate();
        }
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public final boolean isActive() {
        return active;
    }

    @Override
    public final boolean isPending() {
        return pending;
    }

    @Override
    public final boolean ref() {
        return ref;
    }

    @Override
    public final void ref(boolean keepsAlive) {
        loop.ensureOnHub(this);
        if (active && keepsAlive != ref) {
            loop.countRef(keepsAlive ? 1 : -1);
        }
        ref = keepsAlive;
    }

    @Override
    public final int priority() {
        return priority;
    }

    @Override
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
