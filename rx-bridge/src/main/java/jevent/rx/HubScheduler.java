package jevent.rx;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;

import jevent.Hub;
import jevent.HubClosed;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A hub as a `Scheduler` of RxJava: tasks run in greenlets, delays are the hub's timers.
///
/// ```java
/// source.observeOn(HubScheduler.of(hub))
///         .map(id -> Singles.await(users.findById(id)))    // may wait: it is a greenlet
///         .subscribe(this::show);
/// ```
///
/// The tasks of one worker run one after the other, in their order, also where they wait; those of
/// different workers take turns. What a task throws goes to `RxJavaPlugins.onError`.
///
/// *Dispose* of a task or a worker takes back what has not begun; what runs goes on. The hub is not
/// ours: `shutdown` does nothing. From the beginning of its *close* no task begins, and the
/// subscriber of one of RxJava's operators that needs such a task (`interval`, `timer`,
/// `subscribeOn`, `observeOn` and the like) gets a [HubClosed] by `onError`, after the source has
/// been cancelled; a `timeout` is over at once. If a refused task belongs to no such operator, the
/// [HubClosed] goes to `RxJavaPlugins.onError`.
///
/// Time is the hub's. In a test with a virtual clock, delays of RxJava and `Green.sleep` pass
/// together:
///
/// ```java
/// RxJavaPlugins.setComputationSchedulerHandler(real -> HubScheduler.of(testHub.hub()));
/// ```
///
/// [jevent.rx.testing.RxTest] does that for all schedulers.
public final class HubScheduler extends Scheduler {

    private final Hub hub;

    /// When the hub's clock showed zero, in nanoseconds of RxJava's calendar.
    private final long epoch;

    private HubScheduler(Hub hub) {
        this.hub = Objects.requireNonNull(hub, "hub");
        this.epoch = super.now(TimeUnit.NANOSECONDS) - hub.loop().now();
    }

    public static HubScheduler of(Hub hub) {
        return new HubScheduler(hub);
    }

    /// Where the tasks run.
    public Hub hub() {
        return hub;
    }

    @Override
    public long now(TimeUnit unit) {
        return unit.convert(epoch + hub.loop().now(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Worker createWorker() {
        return new HubWorker(this);
    }

    @Override
    public Disposable scheduleDirect(Runnable run, long delay, TimeUnit unit) {
        var task = new HubTask(hub, run, null);
        try {
            task.start(unit.toNanos(delay), task);
        } catch (HubClosed e) {
            return task.refusedBy(e);
        }
        return task;
    }

    @Override
    public String toString() {
        return "HubScheduler [" + hub + "]";
    }
}
