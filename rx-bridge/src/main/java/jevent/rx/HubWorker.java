package jevent.rx;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.disposables.Disposable;

import jevent.HubClosed;
import jevent.bridge.Lane;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs tasks of a [HubScheduler] one after the other: one greenlet at a time, as long as there are
/// any.
final class HubWorker extends Scheduler.Worker {

    private final HubScheduler scheduler;

    /// Those whose time has come.
    private final Lane lane;

    /// Those whose time has not come; when it is disposed, so is the worker.
    private final CompositeDisposable delayed = new CompositeDisposable();

    /// An operator has a worker for each of its subscribers: the first task is known to belong to
    /// that subscriber, later ones may be too small to tell. Any thread.
    private volatile @Nullable Runnable first;

    private final AtomicBoolean told = new AtomicBoolean();

    HubWorker(HubScheduler scheduler) {
        this.scheduler = scheduler;
        this.lane = new Lane(scheduler.hub());
    }

    @Override
    public Disposable schedule(Runnable run, long delay, TimeUnit unit) {
        if (isDisposed()) {
            return Disposable.disposed();
        }
        if (first == null) {
            first = run;
        }
        var task = new HubTask(scheduler.hub(), run, this);
        try {
            if (delay <= 0) {
                lane.add(task);
            } else if (delayed.add(task)) {
                task.start(unit.toNanos(delay), () -> comesDue(task));
            }
        } catch (HubClosed e) {
            Disposable none = task.refusedBy(e);
            dispose();
            return none;
        }
        return task;
    }

    private void comesDue(HubTask task) {
        if (delayed.delete(task)) {
            try {
                lane.add(task);
            } catch (HubClosed e) {
                task.refuse(e);
            }
        }
    }

    /// Tells the subscriber that it runs no more tasks; false if the subscriber is not known.
    ///
    /// @param task one that will not run
    boolean tell(@Nullable Runnable task, HubClosed error) {
        if (!told.compareAndSet(false, true)) {
            return true;
        }
        Runnable known = first;
        boolean found =
                (task != null && Downstream.tell(task, error))
                        || (known != null && Downstream.tell(known, error));
        dispose();
        return found;
    }

    /// The task is over.
    void leave(HubTask task) {
        delayed.delete(task);
    }

    @Override
    public void dispose() {
        delayed.dispose();
        lane.dispose();
        first = null;
    }

    @Override
    public boolean isDisposed() {
        return delayed.isDisposed();
    }

    @Override
    public long now(TimeUnit unit) {
        return scheduler.now(unit);
    }
}
