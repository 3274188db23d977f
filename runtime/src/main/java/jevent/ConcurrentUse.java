package jevent;

/// A second greenlet uses something that only one may use at a time. The first is not disturbed.
/// Take turns, with a [jevent.sync.Semaphore] of one permit for example.
public final class ConcurrentUse extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public ConcurrentUse(String message) {
        super(message);
    }
}
