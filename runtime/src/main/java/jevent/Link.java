package jevent;

import jevent.kernel.Linked;
import jevent.kernel.WaitQueue;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A callback that is to be run when something is ready, on the hub of the code that linked it.
final class Link extends WaitQueue.Node {

    private final Hub home;
    private final Object callback;
    private final Runnable onReady;
    private final boolean observes;

    /// @param home is told if it fails
    /// @param callback the user's object, by which the link is found again
    /// @param observes whether the callback sees a failure, so that nobody else has to be told
    Link(Hub home, Object callback, Runnable onReady, boolean observes) {
        this.home = home;
        this.callback = callback;
        this.onReady = onReady;
        this.observes = observes;
        Linked.link(callback, this);
    }

    /// Calls `callback` in a greenlet of its own, on the hub of the calling code, if the one that
    /// has ended passes `test`.
    static <T extends @Nullable Object> Link spawning(
            Greenlet<T> ended,
            Consumer<? super Greenlet<T>> callback,
            boolean observes,
            Predicate<Greenlet<T>> test) {
        Objects.requireNonNull(callback, "callback");
        Hub home = Hub.current();
        Runnable onReady =
                () -> {
                    if (test.test(ended)) {
                        home.spawnLink(() -> callback.accept(ended));
                    }
                };
        return new Link(home, callback, onReady, observes);
    }

    boolean isOf(Object other) {
        return callback == other || callback.equals(other);
    }

    /// Nobody hears of anything on a hub that has stopped.
    boolean observes() {
        return observes && !home.life().isStopping();
    }

    @Override
    public void wake() {
        try {
            onReady.run();
        } catch (Throwable e) { // those who wait behind it must be woken all the same
            home.report(callback, e);
        }
    }
}
