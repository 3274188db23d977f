package jevent;

/// A second greenlet uses something that only one may use at a time.
public final class ConcurrentUse extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public ConcurrentUse(String message) {
        super(message);
    }
}
