package jevent.bridge;

import jevent.Hub;
import jevent.Waitable;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReference;

/// Tells once that something is ready, whatever thread asks for it.
///
/// `Waitable.rawLink` calls back on the hub of whoever links, where one must not wait; this one
/// sees to it that such a hub runs, and calls back in a greenlet of it. *Close* takes the wish
/// back. For authors of bridges.
public final class Notice implements AutoCloseable {

    private final Waitable waitable;

    /// Null when it has been called, or is not wanted any more. Any thread, atomic.
    private final AtomicReference<@Nullable Runnable> callback;

    private final Runnable link;

    private Notice(Hub hub, Waitable waitable, Runnable callback) {
        this.waitable = waitable;
        this.callback = new AtomicReference<>(callback);
        this.link = () -> Home.aside(hub, this::call);
    }

    /// Calls back when `waitable` is ready, in a greenlet; soon if it is already.
    public static Notice of(Waitable waitable, Runnable callback) {
        Hub hub = Home.hub(null);
        var notice = new Notice(hub, waitable, callback);
        if (Hub.currentOrNull() == hub) {
            notice.linkIfWanted();
        } else {
            hub.execute(notice::linkIfWanted);
        }
        return notice;
    }

    /// On the hub. A close that came before finds no link to take back, so nobody makes one then.
    private void linkIfWanted() {
        if (callback.get() == null) {
            return;
        }
        waitable.rawLink(link);
        if (callback.get() == null) {
            waitable.unlink(link);
        }
    }

    private void call() {
        Runnable wanted = callback.getAndSet(null);
        if (wanted != null) {
            wanted.run();
        }
    }

    @Override
    public void close() {
        callback.set(null);
        waitable.unlink(link);
    }
}
