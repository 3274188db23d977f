package jevent.rx;

import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.SchedulerRunnableIntrospection;

import jevent.Hub;
import jevent.HubClosed;
import jevent.bridge.Duty;

import org.jspecify.annotations.Nullable;

/// A task of a [HubScheduler].
final class HubTask extends Duty implements Disposable, SchedulerRunnableIntrospection {

    private final @Nullable HubWorker worker;

    /// Refused by the hub at once; otherwise it was accepted, and nobody but a subscriber is told.
    private boolean refused;

    /// @param worker whose task it is; null for one that the scheduler runs by itself
    HubTask(Hub hub, Runnable original, @Nullable HubWorker worker) {
        super(hub, RxJavaPlugins.onSchedule(original), original);
        this.worker = worker;
    }

    @Override
    protected void failed(Throwable error) {
        RxJavaPlugins.onError(error);
    }

    /// The hub has not taken it.
    Disposable refusedBy(HubClosed error) {
        refused = true;
        refuse(error);
        return Disposable.disposed();
    }

    /// The subscriber for whom it is, or whose the worker is, is told; or else, if it is new, the
    /// hook.
    @Override
    protected void missed(Runnable task, HubClosed error) {
        boolean told = worker == null ? Downstream.tell(task, error) : worker.tell(task, error);
        if (!told && refused) {
            RxJavaPlugins.onError(error);
        }
    }

    @Override
    public Runnable getWrappedRunnable() {
        Runnable body = body();
        return body == null ? () -> {} : body;
    }
}
