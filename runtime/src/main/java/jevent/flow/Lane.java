package jevent.flow;

import jevent.Hub;
import jevent.HubClosed;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Tasks that run on a hub one after the other: in one greenlet, as long as there are any.
///
/// Those that come while it runs wait until the others of the hub have had their turns. A task may
/// wait; the next one waits with it. *Close* forgets what has not begun. Any thread may use it. For
/// authors of bridges.
public final class Lane {

    private final Hub hub;
    private final Runnable whenRefused;

    /// Those that have not begun. Any thread.
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /// How many have come since the greenlet was last done. Any thread, atomic.
    private final AtomicInteger due = new AtomicInteger();

    private volatile boolean closed;

    /// @param whenRefused is called if the hub has been closed when there are tasks to go on with
    public Lane(Hub hub, Runnable whenRefused) {
        this.hub = Objects.requireNonNull(hub, "hub");
        this.whenRefused = Objects.requireNonNull(whenRefused, "whenRefused");
    }

    /// Puts a task at the end.
    ///
    /// @throws HubClosed if the hub is closed
    public void add(Runnable task) {
        tasks.add(Objects.requireNonNull(task, "task"));
        if (due.getAndIncrement() == 0) {
            hub.spawn(this::runAll);
        }
    }

    private void runAll() {
        int all = due.get();
        for (int i = 0; i < all; i++) {
            runNext();
        }
        if (due.addAndGet(-all) > 0) {
            goOn();
        }
    }

    private void runNext() {
        Runnable next = tasks.poll();
        if (next != null && !closed) {
            next.run();
        }
    }

    private void goOn() {
        try {
            hub.spawn(this::runAll);
        } catch (HubClosed e) {
            whenRefused.run();
        }
    }

    /// Forgets what has not begun, and what may still come.
    public void close() {
        closed = true;
        tasks.clear();
    }
}
