package jevent.bridge;

import jevent.Greenlet;
import jevent.Hub;
import jevent.HubClosed;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Tasks that run on a hub one after the other: in one greenlet, as long as there are any.
///
/// Those that come while it runs wait until the others of the hub have had their turns. A task may
/// wait; the next one waits with it. *Dispose* of it takes back what has not begun. When the hub is
/// *closed*, the others are run all the same, and each sees for itself that it must not begin. Any
/// thread may use it. For authors of bridges.
public final class Lane {

    private final Hub hub;

    /// Those that have not begun. Any thread.
    private final Queue<Duty> tasks = new ConcurrentLinkedQueue<>();

    /// How many have come since the greenlet was last done. Any thread, atomic.
    private final AtomicInteger due = new AtomicInteger();

    /// Those whose time has not come; when it is disposed of, so is all this.
    private final Roster delayed = new Roster();

    public Lane(Hub hub) {
        this.hub = Objects.requireNonNull(hub, "hub");
    }

    /// Puts a task at the end.
    ///
    /// @throws HubClosed if the hub is closed; then it is not put
    public void add(Duty task) {
        tasks.add(Objects.requireNonNull(task, "task"));
        if (due.getAndIncrement() == 0) {
            try {
                begin();
            } catch (HubClosed e) {
                boolean ignored = tasks.remove(task);
                runAll();
                throw e;
            }
        }
        if (isDisposed()) {
            dispose();
        }
    }

    /// Puts a task at the end when `nanos` have passed, now if that is not positive.
    ///
    /// @return false if this has been disposed of, and so the task
    /// @throws HubClosed if the hub is closed; then it is not put
    public boolean add(Duty task, long nanos) {
        if (nanos <= 0) {
            add(task);
            return true;
        }
        return task.start(nanos, delayed, () -> comesDue(task));
    }

    private void comesDue(Duty task) {
        if (task.leaveList()) {
            try {
                add(task);
            } catch (HubClosed e) {
                task.refuse(e);
            }
        }
    }

    /// A greenlet that is killed before its first turn leaves its tasks to one that comes after.
    private void begin() {
        var run = new Run();
        Greenlet<?> runner = hub.spawn(run);
        runner.onEnd(() -> {
            if (!run.begun) {
                Home.insteadOf(runner, this::runAll);
            }
        });
    }

    private final class Run implements Runnable {

        /// On the hub only.
        private boolean begun;

        @Override
        public void run() {
            begun = true;
            runAll();
        }
    }

    private void runAll() {
        int all = due.get();
        for (int i = 0; i < all; i++) {
            Duty next = tasks.poll();
            if (next != null) {
                next.run();
            }
        }
        if (due.addAndGet(-all) > 0) {
            goOn();
        }
    }

    private void goOn() {
        try {
            begin();
        } catch (HubClosed e) {
            runAll();
        }
    }

    /// Takes back what has not begun, and what may still come.
    public void dispose() {
        delayed.dispose();
        for (Duty next = tasks.poll(); next != null; next = tasks.poll()) {
            next.dispose();
        }
    }

    /// Whether it has been disposed of.
    public boolean isDisposed() {
        return delayed.isDisposed();
    }
}
