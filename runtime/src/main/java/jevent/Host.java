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
/// tasks get their share.
///
/// Close the hub before the host. A host that refuses a task, or has been shut down with a task or
/// a timer of the hub, ends the hub: it refuses work with [HubClosed], and another thread kills the
/// greenlets, drives them through their `finally` blocks, and closes it. Callers that wait for one
/// of them get a [GreenletExit] whose cause says why, and the hub's error handler is told once.
///
/// The trap: code on the bare host thread and a greenlet must never wait for the same lock. The
/// greenlet that would release it can only run on the thread that waits.
public interface Host {

    /// A single-threaded executor as a host.
    static Host of(ScheduledExecutorService single) {
        return new ExecutorHost(single);
    }

    /// Runs a task on the host's thread, soon; any thread. One that throws has not taken the task,
    /// and gets no more.
    void execute(Runnable task);

    /// Whether the caller is the host's thread.
    boolean inLoop();

    /// Runs a task on the host's thread after a while; any thread.
    ///
    /// @return takes the task back
    Runnable schedule(Runnable task, Duration delay);

    /// Whether it may have dropped tasks that it has taken. The watchdog asks now and then, and has
    /// the hub ask for its thread if so, which a host that has ended refuses.
    default boolean isShutdown() {
        return false;
    }
}
