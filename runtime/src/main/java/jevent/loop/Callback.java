package jevent.loop;

import org.jspecify.annotations.Nullable;

/// A call that the loop will make in its next iteration.
public final class Callback {

    private @Nullable Runnable action;

    Callback(Runnable action) {
        this.action = action;
    }

    /// Whether it has neither run nor been stopped.
    public boolean isPending() {
        return action != null;
    }

    /// Takes it back.
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
