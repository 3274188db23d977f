package jevent.reactor;

import jevent.HubClosed;
import jevent.bridge.Duty;

import org.jspecify.annotations.Nullable;

import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// A task of a [HubScheduler].
final class HubTask extends Duty implements Disposable {

    /// Runs everything at once and tells `Schedulers.onHandleError` what it throws: Reactor has no
    /// other door to that hook.
    private static final Scheduler AT_ONCE = Schedulers.fromExecutor(Runnable::run);

    private final HubScheduler scheduler;
    private final @Nullable HubWorker worker;

    /// @param worker whose task it is; null for one that the scheduler runs by itself
    HubTask(HubScheduler scheduler, Runnable body, Runnable original, @Nullable HubWorker worker) {
        super(scheduler.hub(), body, original);
        this.worker = worker;
        this.scheduler = scheduler;
        scheduler.accepted();
    }

    /// The thread's handler, which is the hub's, is told as well. What the hook throws in turn, it
    /// is told too; then it comes out here.
    @Override
    protected void failed(Throwable error) {
        try {
            AT_ONCE.schedule(() -> {
                throw Exceptions.propagate(error);
            });
        } catch (RuntimeException | Error reported) {
            // and the next task is not to blame for it
        }
    }

    @Override
    protected void missed(Runnable task, HubClosed error) {
        if (worker != null) {
            worker.tell(task, error);
        } else {
            boolean ignored = Downstream.tell(task, error);
        }
    }

    @Override
    protected void over() {
        scheduler.ended();
    }
}
