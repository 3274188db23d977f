package jevent.engine;

import jevent.loop.HookWatcher;

/// Happens at its place of each iteration.
final class LoopHook extends LoopWatcher implements HookWatcher {

    /// The place in the iteration.
    enum Kind {
        PREPARE,
        CHECK,
        IDLE
    }

    private final Kind kind;

    LoopHook(EventLoop loop, Kind kind) {
        super(loop);
        this.kind = kind;
    }

    @Override
    void activate() {
        loop.hooks(kind).add(this);
    }

    @Override
    void deactivate() {
        loop.hooks(kind).remove(this);
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + "(" + state() + ")";
    }
}
