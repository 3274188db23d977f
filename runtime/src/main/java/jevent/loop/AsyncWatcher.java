package jevent.loop;

/// Lets other threads run a callback on the hub.
///
/// [#send] may be called by any thread, also by a signal handler or under a lock: it never blocks.
/// Sends that come before the callback has run are one event.
public interface AsyncWatcher extends Watcher {

    /// Makes the callback run on the hub, soon; any thread. Does nothing while the watcher is
    /// stopped, or when its hub has.
    void send();
}
