package jevent.bridge;

import jevent.Green;
import jevent.Greenlet;

import org.jspecify.annotations.Nullable;

/// Ties something to the life of the calling greenlet: when that ends, so does it.
final class Tie {

    private final Greenlet<?> greenlet;
    private final Runnable onEnd;

    private Tie(Greenlet<?> greenlet, Runnable onEnd) {
        this.greenlet = greenlet;
        this.onEnd = () -> Home.aside(greenlet.hub(), onEnd);
    }

    /// Null if the caller is not a greenlet: it ends with its thread, of which nobody tells us.
    static @Nullable Tie ofCurrent(Runnable onEnd) {
        Greenlet<?> greenlet = Green.currentOrNull();
        if (greenlet == null) {
            return null;
        }
        var tie = new Tie(greenlet, onEnd);
        greenlet.onEnd(tie.onEnd);
        return tie;
    }

    Greenlet<?> greenlet() {
        return greenlet;
    }

    void untie() {
        greenlet.unlink(onEnd);
    }
}
