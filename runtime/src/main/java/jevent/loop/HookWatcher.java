package jevent.loop;

/// A callback at a fixed place of the loop's iteration: `prepare` before it looks for channels,
/// `check` after that, `idle` when nothing else is pending.
///
/// An active `idle` watcher keeps the loop from sleeping; `prepare` and `check` do not.
public interface HookWatcher extends Watcher {}
