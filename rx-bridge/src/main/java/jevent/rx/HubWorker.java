package jevent.rx;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.HubClosed;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs tasks of a [HubScheduler] one after the other: one greenlet at a time, as long as there are
/// any.
final class HubWorker extends Scheduler.Worker {

    private final HubScheduler scheduler;

    /// Those whose time has come. Any thread.
    private final Queue<HubTask> line = new ConcurrentLinkedQueue<>();

    /// How many have been put in line since the greenlet was last done. Any thread, atomic.
    private final AtomicInteger due = new AtomicInteger();

    /// Those whose time has not come; when it is disposed, so is the worker.
    private final CompositeDisposable delayed = new CompositeDisposable();

    HubWorker(HubScheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public Disposable schedule(Runnable run, long delay, TimeUnit unit) {
        if (isDisposed()) {
            return Disposable.disposed();
        }
        var task = new HubTask(RxJavaPlugins.onSchedule(run), delayed);
        try {
            if (delay <= 0) {
                queue(task);
            } else if (delayed.add(task)) {
                task.start(scheduler.hub(), unit.toNanos(delay), () -> comesDue(task));
            }
        } catch (HubClosed e) {
            dispose();
            return HubScheduler.refused(e);
        }
        return task;
    }

    private void comesDue(HubTask task) {
        boolean wanted = delayed.delete(task);
        if (wanted) {
            queue(task);
        }
    }

    private void queue(HubTask task) {
        line.add(task);
        if (due.getAndIncrement() == 0) {
            scheduler.hub().spawn(this::runAll);
        }
    }

    private void runAll() {
        int left = due.get();
        while (left > 0) {
            for (int i = 0; i < left; i++) {
                runNext();
            }
            left = due.addAndGet(-left);
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
        delayed.dispose();
        line.clear();
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
