package jevent;

import jevent.kernel.Fiber;
import jevent.kernel.Strand;
import jevent.kernel.Wait;

/// Somebody who waits for the end of a greenlet.
final class Getter extends Wait {

    private final boolean observes;

    /// @param observes whether he gets the result, and so will see a failure
    Getter(Strand strand, Greenlet<?> target, boolean observes) {
        super(strand, target, isOutside(strand, target));
        this.observes = observes;
    }

    /// A greenlet of another hub ends whatever this hub does.
    private static boolean isOutside(Strand strand, Greenlet<?> target) {
        return !(strand instanceof Fiber fiber) || fiber.scheduler() != target.fiber().scheduler();
    }

    boolean observes() {
        return observes;
    }
}
