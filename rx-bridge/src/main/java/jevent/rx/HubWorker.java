package jevent.rx;

import io.reactivex.rxjava3.core.Scheduler;
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

    /// Its tasks; when it is disposed of, so is the worker.
    private final Lane lane;

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
            boolean ignored = lane.add(task, unit.toNanos(delay)); // if not, it is disposed of
        } catch (HubClosed e) {
            Disposable none = task.refusedBy(e);
            dispose();
            return none;
        }
        return task;
    }

    /// Tells the subscriber that it runs no more tasks; false if the subscriber is not known.
    ///
    /// @param task one that will not run
    boolean tell(Runnable task, HubClosed error) {
        if (!told.compareAndSet(false, true)) {
            return true;
        }
        Runnable known = first;
        boolean found =
                Downstream.tell(task, error) || (known != null && Downstream.tell(known, error));
        dispose();
        return found;
    }

    @Override
    public void dispose() {
        lane.dispose();
        first = null;
    }

    @Override
    public boolean isDisposed() {
        return lane.isDisposed();
    }

    @Override
    public long now(TimeUnit unit) {
        return scheduler.now(unit);
    }
}
