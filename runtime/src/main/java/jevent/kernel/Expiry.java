package jevent.kernel;

/// The end of a timed wait.
final class Expiry implements Runnable {

    private final Fiber fiber;
    private final Blocker blocker;
    private boolean expired;

    Expiry(Fiber fiber, Blocker blocker) {
        this.fiber = fiber;
        this.blocker = blocker;
    }

    @Override
    public void run() {
        expired = fiber.abandon(blocker);
    }

    boolean hasExpired() {
        return expired;
    }
}
