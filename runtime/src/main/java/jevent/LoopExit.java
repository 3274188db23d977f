package jevent;

/// A wait can never end: no greenlet is ready, and no timer, channel or promise is left that could
/// wake one. The message names every blocked greenlet and what it waits for; the hub stays usable.
public final class LoopExit extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public LoopExit(String message) {
        super(message);
    }
}
