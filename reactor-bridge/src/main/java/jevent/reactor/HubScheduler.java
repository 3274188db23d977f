package jevent.reactor;

import jevent.Hub;
import jevent.HubClosed;
import jevent.bridge.Roster;

import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A hub as a `Scheduler` of Reactor: tasks run in greenlets, delays and periods are the hub's
/// timers.
///
/// ```java
/// source.publishOn(HubScheduler.of(hub))
///         .map(id -> Monos.await(users.findById(id)))    // may wait: it is a greenlet
///         .subscribe(this::show);
/// ```
///
/// The tasks of one worker run one after the other, in their order, also where they wait; those of
/// different workers take turns. `block()` is allowed, and is an ordinary wait in CARRIER mode; in
/// BATON mode it keeps the hub, so use [Monos#await]. What a task throws goes to
/// `Schedulers.onHandleError`, and to the thread's handler, which is the hub's error handler.
///
/// *Dispose* of a task, a worker or the scheduler takes back what has not begun, timers too; what
/// runs goes on. Where cancelling shall kill, use [Monos#from]. After that tasks are refused with
/// `RejectedExecutionException`. The hub is not ours: it stays open.
///
/// From the beginning of the hub's *close* no task begins. The subscriber of one of Reactor's
/// operators that needs such a task (`interval`, `delay`, `subscribeOn`, `publishOn` and the like)
/// gets a `RejectedExecutionException` whose cause is [HubClosed]; a `timeout` is over at once.
/// Some operators do not tell their subscriber, which then waits: `delaySequence`, `window` with a
/// span and a shift, `onBackpressureBuffer` and `cache` with a time to live, and `cancelOn`, if the
/// hub refuses their task; `windowTimeout` with fair backpressure, if it is waiting; and one that
/// is not Reactor's, if its tasks do not say whose they are. End such streams before the hub is
/// closed, or by a `takeUntilOther` behind the operator.
///
/// Time is the hub's: in a test with a virtual clock, delays of Reactor and `Green.sleep` pass
/// together. Any thread may use all methods.
///
/// Kotlin's counterpart is `CoroutineDispatcher`, which is converted.
public final class HubScheduler implements Scheduler {

    private final Hub hub;

    /// When the hub's clock showed zero, in nanoseconds of the calendar.
    private final long epoch;

    /// Tasks that wait for their time, and workers.
    private final Roster outstanding = new Roster();

    /// Tasks that have been accepted and are not over. Any thread, atomic.
    private final AtomicLong unfinished = new AtomicLong();

    private final Sinks.Empty<Void> terminated = Sinks.empty();

    /// Any thread.
    private volatile boolean disposing;

    private HubScheduler(Hub hub) {
        this.hub = Objects.requireNonNull(hub, "hub");
        long calendar = Scheduler.super.now(TimeUnit.MILLISECONDS);
        this.epoch = TimeUnit.MILLISECONDS.toNanos(calendar) - nanoTime();
    }

    /// A scheduler of its own each time, to be disposed without touching the others.
    public static HubScheduler of(Hub hub) {
        return new HubScheduler(hub);
    }

    /// Where the tasks run.
    public Hub hub() {
        return hub;
    }

    long nanoTime() {
        return hub.loop().now();
    }

    @Override
    public long now(TimeUnit unit) {
        return unit.convert(epoch + nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Worker createWorker() {
        return new HubWorker(this, outstanding);
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
        return new Repeat(task, (repeat, nanos) -> start(repeat, repeat, nanos), this::nanoTime)
                .begin(unit.toNanos(delay), unit.toNanos(period));
    }

    private Disposable start(Runnable body, Runnable original, long nanos) {
        ensureNotDisposed();
        var task = new HubTask(this, body, original, null);
        try {
            if (!task.start(nanos, outstanding, task)) {
                throw Exceptions.failWithRejected();
            }
        } catch (HubClosed e) {
            task.dispose();
            throw Exceptions.failWithRejected(e);
        }
        return task;
    }

    private void ensureNotDisposed() {
        if (isDisposed()) {
            throw Exceptions.failWithRejected(
                    this + " is disposed: HubScheduler.of(hub) gives another");
        }
    }

    // ---- the end

    /// Takes back what has not begun, and refuses what comes; what runs goes on.
    @Override
    public void dispose() {
        disposing = true;
        outstanding.dispose();
        ended(0);
    }

    /// When subscribed to, refuses what comes; ends when all that it has accepted has ended,
    /// delayed tasks too, but not the next runs of periodic ones. Limit it by `timeout`, and follow
    /// it by [#dispose] to give up what is left.
    @Override
    public Mono<Void> disposeGracefully() {
        return Mono.defer(() -> {
            disposing = true;
            ended(0);
            return terminated.asMono();
        });
    }

    /// A task is going to be scheduled.
    void accepted() {
        unfinished.incrementAndGet();
    }

    /// A task is over.
    void ended() {
        ended(1);
    }

    private void ended(int tasks) {
        if (unfinished.addAndGet(-tasks) == 0 && disposing) {
            terminated.tryEmitEmpty();
        }
    }

    /// Refused after [#dispose]: a hub's scheduler is not restarted.
    @Override
    public void init() {
        if (isDisposed()) {
            throw new IllegalStateException(
                    this
                            + " is disposed and cannot begin again: HubScheduler.of(hub) gives"
                            + " another");
        }
    }

    @Override
    public boolean isDisposed() {
        return disposing;
    }

    @Override
    public String toString() {
        return "HubScheduler [" + hub + ", " + outstanding.size() + " outstanding]";
    }
}
