package jevent;

import jevent.kernel.Linked;
import jevent.kernel.WaitQueue;

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
