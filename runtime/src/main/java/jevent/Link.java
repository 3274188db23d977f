package jevent;

import jevent.kernel.WaitQueue;

/// A callback that is to be run when something is ready, on the hub of whoever linked it.
final class Link extends WaitQueue.Node {

    private final Object callback;
    private final Runnable onReady;
    private final boolean observes;

    /// @param callback the user's object, by which the link is found again
    /// @param observes whether the callback sees a failure, so that nobody else has to be told
    Link(Object callback, Runnable onReady, boolean observes) {
        this.callback = callback;
        this.onReady = onReady;
        this.observes = observes;
    }

    boolean isOf(Object other) {
        return callback.equals(other);
    }

    boolean observes() {
        return observes;
    }

    @Override
    public void wake() {
        onReady.run();
    }
}
