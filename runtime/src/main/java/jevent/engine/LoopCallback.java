package jevent.engine;

import jevent.loop.Callback;

import org.jspecify.annotations.Nullable;

/// A place in the line of callbacks.
final class LoopCallback implements Callback {

    private @Nullable Runnable action;

    LoopCallback(Runnable action) {
        this.action = action;
    }

    @Override
    public boolean isPending() {
        return action != null;
    }

    @Override
    public void stop() {
        action = null;
    }

    /// The action, which is thereby used up.
    @Nullable Runnable take() {
        Runnable taken = action;
        action = null;
        return taken;
    }
}
