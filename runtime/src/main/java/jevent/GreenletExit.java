package jevent;

import org.jspecify.annotations.Nullable;

/// Ends a greenlet: what [Greenlet#kill] raises in it.
///
/// An `Error`, so that `catch (Exception e)` does not swallow it (as `ThreadDeath` was, for this
/// reason). Ending with it is not a failure that anybody has to be told of.
public class GreenletExit extends Error {

    private static final long serialVersionUID = 1L;

    public GreenletExit() {
        this("killed");
    }

    public GreenletExit(@Nullable String message) {
        super(message);
    }
}
