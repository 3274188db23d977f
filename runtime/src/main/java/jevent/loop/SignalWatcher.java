package jevent.loop;

/// Watches for a signal of the operating system, `INT` or `TERM` for example.
///
/// Does not keep the loop alive unless asked to with `ref(true)`. Stopping it restores what handled
/// the signal before. The JVM keeps some signals for itself; starting a watcher on one of those
/// fails.
public interface SignalWatcher extends Watcher {}
