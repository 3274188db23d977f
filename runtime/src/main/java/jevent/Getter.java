package jevent;

import jevent.kernel.Fiber;
import jevent.kernel.Strand;
import jevent.kernel.Wait;

/// Somebody who waits for the end of a greenlet.
final class Getter extends Wait {

    private final Greenlet<?> greenlet;
    private final boolean observes;

    /// @param observes whether the waiter gets the result, and so will see a failure
    Getter(Strand strand, Greenlet<?> target, boolean observes) {
        super(strand, target);
        this.greenlet = target;
        this.observes = observes;
    }

    /// A greenlet of another hub ends whatever this hub does.
    @Override
    public boolean isOutside() {
        return !(strand() instanceof Fiber fiber)
                || fiber.scheduler() != greenlet.fiber().scheduler();
    }

    boolean observes() {
        return observes;
    }
}
