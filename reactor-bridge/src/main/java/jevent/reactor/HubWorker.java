package jevent.reactor;

import jevent.HubClosed;

import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs tasks of a [HubScheduler] one after the other: one greenlet at a time, as long as there are
/// any.
final class HubWorker implements Scheduler.Worker {

    private final HubScheduler scheduler;

    /// Those whose time has come. Any thread.
    private final Queue<HubTask> line = new ConcurrentLinkedQueue<>();

    /// How many have been put in line since the greenlet was last done. Any thread, atomic.
    private final AtomicInteger due = new AtomicInteger();

    /// Those whose time has not come; when it is disposed, so is the worker.
    private final Roster delayed = new Roster();

    // Where the scheduler lists it.
    private final Roster workers;
    private final long number;

    HubWorker(HubScheduler scheduler, Roster workers) {
        this.scheduler = scheduler;
        this.workers = workers;
        this.number = workers.add(delayed);
        if (number == Roster.REFUSED) {
            delayed.dispose();
        }
    }

    @Override
    public Disposable schedule(Runnable task) {
        return start(Schedulers.onSchedule(task), 0);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return start(Schedulers.onSchedule(task), unit.toNanos(delay));
    }

    @Override
    public Disposable schedulePeriodically(Runnable task, long delay, long period, TimeUnit unit) {
        return new Repeat(Schedulers.onSchedule(task), this::start, scheduler::nanoTime)
                .begin(unit.toNanos(delay), unit.toNanos(period));
    }

    private Disposable start(Runnable body, long nanos) {
        if (isDisposed()) {
            throw Exceptions.failWithRejected();
        }
        var task = new HubTask(scheduler, body);
        try {
            if (nanos <= 0) {
                queue(task);
            } else {
                task.startAfter(nanos, delayed, () -> comesDue(task));
            }
        } catch (HubClosed e) {
            dispose();
            throw Exceptions.failWithRejected(e);
        }
        return task;
    }

    private void comesDue(HubTask task) {
        if (task.leaveList()) {
            orElseDispose(() -> queue(task));
        }
    }

    private void queue(HubTask task) {
        line.add(task);
        if (due.getAndIncrement() == 0) {
            spawnRunner();
        }
    }

    private void spawnRunner() {
        scheduler.hub().spawn(this::runAll);
    }

    /// Those that came meanwhile wait until the others of the hub have had their turns.
    private void runAll() {
        int all = due.get();
        for (int i = 0; i < all; i++) {
            runNext();
        }
        if (due.addAndGet(-all) > 0) {
            orElseDispose(this::spawnRunner);
        }
    }

    /// When the hub is closing, what has not begun never will.
    private void orElseDispose(Runnable spawning) {
        try {
            spawning.run();
        } catch (HubClosed e) {
            dispose();
        }
    }

    private void runNext() {
        HubTask next = line.poll();
        if (next != null && !isDisposed()) {
            next.run();
        }
    }

    @Override
    public void dispose() {
        boolean ignored = workers.remove(number);
        delayed.dispose();
        line.clear();
    }

    @Override
    public boolean isDisposed() {
        return delayed.isDisposed();
    }

    @Override
    public String toString() {
        return scheduler + ".worker";
    }
}
