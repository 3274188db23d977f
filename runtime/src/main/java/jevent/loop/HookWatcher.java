package jevent.loop;

/// A callback at a fixed place of the loop's iteration: `prepare` before it looks for channels,
/// `check` after that, `idle` when nothing else is pending.
///
/// An active `idle` watcher keeps the loop from sleeping; `prepare` and `check` do not.
public final class HookWatcher extends Watcher {

    /// The place in the iteration.
    enum Kind {
        PREPARE,
        CHECK,
        IDLE
    }

    private final Kind kind;

    HookWatcher(Loop loop, Kind kind) {
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
