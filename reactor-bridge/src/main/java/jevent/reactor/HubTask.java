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

    /// What Reactor's hooks have decorated; null when it is over.
    private volatile @Nullable Runnable original;

    // Where it is listed while it waits for its time; written before it starts.
    private @Nullable Roster roster;
    private long number;

    /// @param original what `body` was before Reactor's hooks saw it
    /// @param worker whose task it is; null for one that the scheduler runs by itself
    HubTask(HubScheduler scheduler, Runnable body, Runnable original, @Nullable HubWorker worker) {
        super(scheduler.hub(), body);
        this.worker = worker;
        this.scheduler = scheduler;
        this.original = original;
        scheduler.accepted();
    }

    /// Lets a greenlet run `action` after a while; until then, disposing of `list` takes it back.
    void startAfter(long nanos, Roster list, Runnable action) {
        roster = list;
        number = list.add(this);
        if (number == Roster.REFUSED) {
            dispose();
            throw Exceptions.failWithRejected();
        }
        start(nanos, action);
    }

    /// Its time has come.
    ///
    /// @return whether it is still wanted
    boolean leaveList() {
        return roster != null && roster.remove(number);
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
    protected void missed(HubClosed error) {
        Runnable task = original;
        if (worker != null) {
            worker.tell(task, error);
        } else if (task != null) {
            boolean ignored = Downstream.tell(task, error);
        }
    }

    @Override
    protected void over() {
        original = null;
        boolean ignored = leaveList();
        scheduler.ended();
    }
}
