package jevent;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/// Somebody else's single-threaded executor, an event loop above all, that a hub can live on.
///
/// ```java
/// ScheduledExecutorService single = Executors.newSingleThreadScheduledExecutor();
/// Hub hub = Hub.host("on my executor", Host.of(single));
/// ```
///
/// The hub runs its greenlets in tasks of the host, a bounded number each, so that the host's other
/// tasks get their share. Close the hub before the host: a host that refuses a task leaves the
/// greenlets where they are, and the refusal is reported to the hub's error handler.
///
/// The trap: code on the bare host thread and a greenlet must never wait for the same lock. The
/// greenlet that would release it can only run on the thread that waits.
public interface Host {

    /// A single-threaded executor as a host.
    static Host of(ScheduledExecutorService single) {
        return new ExecutorHost(single);
    }

    /// Runs a task on the host's thread, soon; any thread.
    void execute(Runnable task);

    /// Whether the caller is the host's thread.
    boolean inLoop();

    /// Runs a task on the host's thread after a while; any thread.
    ///
    /// @return takes the task back
    Runnable schedule(Runnable task, Duration delay);
}
