package jevent;

/// A switch to a greenlet that cannot be switched to: dead, foreign, or not waiting for it.
public final class InvalidSwitch extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public InvalidSwitch(String message) {
        super(message);
    }
}
