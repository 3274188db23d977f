package jevent.reactor;

import jevent.HubClosed;

import org.jspecify.annotations.Nullable;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Schedulers;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// A task that is run again and again until it throws or is disposed: each time a period after it
/// was due, not after it has ended.
final class Repeat implements Runnable, Disposable {

    private static final Disposable DISPOSED = Disposables.disposed();

    /// Where each of its runs is scheduled.
    interface Place {
        Disposable start(Runnable body, long nanos);
    }

    private final Runnable body;
    private final Runnable original;
    private final Place place;
    private final LongSupplier clock;

    /// The run to come, or DISPOSED; null before the first. Any thread, atomic.
    private final AtomicReference<@Nullable Disposable> next = new AtomicReference<>();

    // Written before the first run, then by the running one.
    private long due;
    private long period;

    Repeat(Runnable task, Place place, LongSupplier clock) {
        this.body = Schedulers.onSchedule(task);
        this.original = task;
        this.place = place;
        this.clock = clock;
    }

    /// What Reactor's hooks have decorated.
    Runnable original() {
        return original;
    }

    Disposable begin(long delay, long every) {
        due = clock.getAsLong() + Math.max(0, delay);
        period = Math.max(0, every);
        Disposable first = place.start(this, delay);
        if (!next.compareAndSet(null, first) && isDisposed()) {
            first.dispose();
        }
        return this;
    }

    @Override
    public void run() {
        if (isDisposed()) {
            return;
        }
        try {
            body.run();
        } catch (Throwable e) {
            dispose();
            throw e;
        }
        again();
    }

    private void again() {
        if (isDisposed()) {
            return;
        }
        due += period;
        try {
            await(place.start(this, due - clock.getAsLong()));
        } catch (RejectedExecutionException e) {
            dispose(); // the worker or the hub has ended meanwhile
            if (e.getCause() instanceof HubClosed closed) {
                boolean ignored = Downstream.tell(this, closed);
            }
        }
    }

    private void await(Disposable run) {
        Disposable before = next.getAndUpdate(seen -> seen == DISPOSED ? DISPOSED : run);
        if (before == DISPOSED) {
            run.dispose();
        }
    }

    @Override
    public void dispose() {
        Disposable waiting = next.getAndSet(DISPOSED);
        if (waiting != null) {
            waiting.dispose();
        }
    }

    @Override
    public boolean isDisposed() {
        return next.get() == DISPOSED;
    }
}
