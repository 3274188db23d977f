package jevent.reactor;

import jevent.HubClosed;
import jevent.bridge.Lane;
import jevent.bridge.Roster;

import org.jspecify.annotations.Nullable;

import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs tasks of a [HubScheduler] one after the other: one greenlet at a time, as long as there are
/// any.
final class HubWorker implements Scheduler.Worker {

    private final HubScheduler scheduler;

    /// Its tasks; when it is disposed of, so is the worker.
    private final Lane lane;

    /// An operator has a worker for each of its subscribers: the first task is known to belong to
    /// that subscriber, later ones may be too small to tell. Any thread.
    private volatile @Nullable Runnable first;

    private final AtomicBoolean told = new AtomicBoolean();

    // Where the scheduler lists it.
    private final Roster workers;
    private final long number;

    HubWorker(HubScheduler scheduler, Roster workers) {
        this.scheduler = scheduler;
        this.lane = new Lane(scheduler.hub());
        this.workers = workers;
        this.number = workers.add(this::dispose);
        if (number == Roster.REFUSED) {
            lane.dispose();
        }
    }

    @Override
    public Disposable schedule(Runnable task) {
        return start(Schedulers.onSchedule(task), task, 0);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return start(Schedulers.onSchedule(task), task, unit.toNanos(delay));
    }

    @Override
    public Disposable schedulePeriodically(Runnable task, long delay, long period, TimeUnit unit) {
        return new Repeat(
                        task, (repeat, nanos) -> start(repeat, repeat, nanos), scheduler::nanoTime)
                .begin(unit.toNanos(delay), unit.toNanos(period));
    }

    private Disposable start(Runnable body, Runnable original, long nanos) {
        if (isDisposed() || scheduler.isDisposed()) {
            throw Exceptions.failWithRejected();
        }
        if (first == null) {
            first = original;
        }
        var task = new HubTask(scheduler, body, original, this);
        try {
            if (!lane.add(task, nanos)) {
                throw Exceptions.failWithRejected();
            }
        } catch (HubClosed e) {
            task.dispose();
            if (!Downstream.isKnown(original)) { // else the operator tells it itself
                tell(null, e);
            }
            dispose();
            throw Exceptions.failWithRejected(e);
        }
        return task;
    }

    /// Tells the subscriber, if it is known, that this worker runs no more tasks.
    ///
    /// @param task one that was accepted and will not run; null if it was refused
    void tell(@Nullable Runnable task, HubClosed error) {
        if (!told.compareAndSet(false, true)) {
            return;
        }
        Runnable known = first;
        boolean ignored =
                (task != null && Downstream.tellOwner(task, this, error))
                        || (task != null && Downstream.tell(task, error))
                        || (known != null && Downstream.tell(known, error));
        dispose();
    }

    @Override
    public void dispose() {
        boolean ignored = workers.remove(number);
        lane.dispose();
        first = null;
    }

    @Override
    public boolean isDisposed() {
        return lane.isDisposed();
    }

    @Override
    public String toString() {
        return scheduler + ".worker";
    }
}
