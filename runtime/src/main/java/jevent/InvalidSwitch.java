package jevent;

/// A switch to a [RawGreenlet] that cannot be switched to: one that is dead and has no parent,
/// belongs to another hub, is ready already, or waits for something else. The message says which.
public final class InvalidSwitch extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public InvalidSwitch(String message) {
        super(message);
    }
}
