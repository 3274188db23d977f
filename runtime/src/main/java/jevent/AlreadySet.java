package jevent;

/// A result was set a second time. It is set once: the first value stays.
public final class AlreadySet extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public AlreadySet(String message) {
        super(message);
    }
}
