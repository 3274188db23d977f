package jevent.reactor;

import jevent.Greenlet;
import jevent.GreenletExit;

import org.jspecify.annotations.Nullable;

import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/// Something to run once on a hub, unless it is taken back before.
final class HubTask implements Runnable, Disposable {

    private final HubScheduler scheduler;

    /// Null when it has begun or is taken back: then nothing is retained. Any thread, atomic.
    private final AtomicReference<@Nullable Runnable> body;

    // Where it is listed while it waits for its time; written before it starts.
    private @Nullable Roster roster;
    private long number;

    /// What waits for the time to come; written by who schedules.
    private volatile @Nullable Greenlet<?> starter;

    HubTask(HubScheduler scheduler, Runnable body) {
        this.scheduler = scheduler;
        this.body = new AtomicReference<>(Objects.requireNonNull(body, "task"));
    }

    /// Lets a greenlet run `action` after a while; until then, disposing of `list` takes it back.
    void startAfter(long nanos, Roster list, Runnable action) {
        roster = list;
        number = list.add(this);
        if (number == Roster.REFUSED) {
            throw Exceptions.failWithRejected();
        }
        Greenlet<?> waiting = scheduler.hub().spawnLater(Duration.ofNanos(nanos), action);
        starter = waiting;
        if (isDisposed()) {
            waiting.killLater();
        }
    }

    /// Its time has come.
    ///
    /// @return whether it is still wanted
    boolean leaveList() {
        return roster != null && roster.remove(number);
    }

    @Override
    public void run() {
        boolean ignored = leaveList();
        Runnable wanted = body.getAndSet(null);
        if (wanted != null && !scheduler.isDisposed()) {
            run(wanted);
        }
    }

    private void run(Runnable wanted) {
        try {
            wanted.run();
        } catch (GreenletExit killed) {
            // no error: somebody wanted it
        } catch (Throwable e) {
            report(e);
        }
    }

    /// What the hook throws in turn, the hub is told.
    private void report(Throwable error) {
        try {
            Operators.onErrorDropped(error, Context.empty());
        } catch (RuntimeException | Error broken) {
            scheduler
                    .hub()
                    .spawn(() -> {
                        throw broken;
                    });
        }
    }

    /// A greenlet that waits for its time is killed; one that has begun is left alone.
    @Override
    public void dispose() {
        Greenlet<?> waiting = starter;
        if (body.getAndSet(null) != null && waiting != null) {
            waiting.killLater();
        }
        boolean ignored = leaveList();
    }

    @Override
    public boolean isDisposed() {
        return body.get() == null;
    }
}
