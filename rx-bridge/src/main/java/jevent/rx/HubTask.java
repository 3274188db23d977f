package jevent.rx;

import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.disposables.DisposableContainer;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Hub;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// Something to run once on a hub, unless it is taken back before.
final class HubTask implements Runnable, Disposable {

    /// Null when it has begun or is taken back: then nothing is retained. Any thread, atomic.
    private final AtomicReference<@Nullable Runnable> body;

    private final @Nullable DisposableContainer group;

    /// What waits for the time to come; written by who schedules.
    private volatile @Nullable Greenlet<?> starter;

    /// @param group what it leaves when it is taken back
    HubTask(Runnable body, @Nullable DisposableContainer group) {
        this.body = new AtomicReference<>(body);
        this.group = group;
    }

    /// Lets a greenlet run `action` after a while.
    void start(Hub hub, long nanos, Runnable action) {
        if (nanos <= 0) {
            hub.spawn(action);
            return;
        }
        Greenlet<?> waiting = hub.spawnLater(Duration.ofNanos(nanos), action);
        starter = waiting;
        if (isDisposed()) {
            waiting.killLater();
        }
    }

    @Override
    public void run() {
        Runnable wanted = body.getAndSet(null);
        if (wanted == null) {
            return;
        }
        try {
            wanted.run();
        } catch (GreenletExit killed) {
            // no error: somebody wanted it
        } catch (Throwable e) {
            RxJavaPlugins.onError(e);
        }
    }

    /// A greenlet that waits for its time is killed; one that has begun is left alone.
    @Override
    public void dispose() {
        Greenlet<?> waiting = starter;
        if (body.getAndSet(null) != null && waiting != null) {
            waiting.killLater();
        }
        if (group != null) {
            group.delete(this);
        }
    }

    @Override
    public boolean isDisposed() {
        return body.get() == null;
    }
}
