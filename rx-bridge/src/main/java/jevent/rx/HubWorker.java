package jevent.rx;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.HubClosed;
import jevent.flow.Lane;

import java.util.concurrent.TimeUnit;

/// Runs tasks of a [HubScheduler] one after the other: one greenlet at a time, as long as there are
/// any.
final class HubWorker extends Scheduler.Worker {

    private final HubScheduler scheduler;

    /// Those whose time has come.
    private final Lane lane;

    /// Those whose time has not come; when it is disposed, so is the worker.
    private final CompositeDisposable delayed = new CompositeDisposable();

    HubWorker(HubScheduler scheduler) {
        this.scheduler = scheduler;
        this.lane = new Lane(scheduler.hub(), this::dispose);
    }

    @Override
    public Disposable schedule(Runnable run, long delay, TimeUnit unit) {
        if (isDisposed()) {
            return Disposable.disposed();
        }
        var task = new HubTask(RxJavaPlugins.onSchedule(run), delayed);
        try {
            if (delay <= 0) {
                lane.add(task);
            } else if (delayed.add(task)) {
                task.start(scheduler.hub(), unit.toNanos(delay), () -> comesDue(task));
            }
        } catch (HubClosed e) {
            dispose();
            return HubScheduler.refused(e);
        }
        return task;
    }

    /// When the hub is closing, what has not begun never will.
    private void comesDue(HubTask task) {
        if (delayed.delete(task)) {
            try {
                lane.add(task);
            } catch (HubClosed e) {
                dispose();
            }
        }
    }

    @Override
    public void dispose() {
        delayed.dispose();
        lane.close();
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
