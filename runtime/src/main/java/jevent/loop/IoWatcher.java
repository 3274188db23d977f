package jevent.loop;

/// Watches a channel for being readable, writable, acceptable or connectable.
///
/// Level-triggered: the callback runs again as long as the channel is ready and the watcher active.
/// Several watchers may share a channel. When the channel is closed, on any thread, the watcher
/// ends, and its callback runs once within a second, so that its owner finds out.
public interface IoWatcher extends Watcher {

    /// Stops, and gives the channel back if nobody else watches it: a channel that is closed after
    /// that is gone at once, and not when the loop looks at its channels again.
    @Override
    void close();
}
