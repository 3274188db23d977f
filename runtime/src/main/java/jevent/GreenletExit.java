package jevent;

import org.jspecify.annotations.Nullable;

/// Ends a greenlet: what [Greenlet#kill] raises in it.
///
/// An `Error`, so that `catch (Exception e)` does not swallow it (as `ThreadDeath` was, for this
/// reason). A greenlet that ends with one that was raised in it, or that it has made itself, was
/// killed, which is not a failure that anybody has to be told of. One that comes from elsewhere is
/// like any other error: `get()` of a killed greenlet throws that one's exit, and a caller that
/// lets it through has failed, see [Greenlet#isKilled].
public class GreenletExit extends Error {

    private static final long serialVersionUID = 1L;

    /// It was raised in some greenlet. Any thread; never cleared.
    private transient volatile boolean raised;

    public GreenletExit() {
        this("killed");
    }

    public GreenletExit(@Nullable String message) {
        super(message);
    }

    /// Marks it as raised in a greenlet; returns itself.
    GreenletExit raised() {
        raised = true;
        return this;
    }

    /// Whether it was raised in some greenlet; else the code that throws it has made it.
    boolean wasRaised() {
        return raised;
    }
}
