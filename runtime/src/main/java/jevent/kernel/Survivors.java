package jevent.kernel;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The fibers of a scheduler that were killed, until they end or the watchdog has told of them.
///
/// One that goes on after its kill is what nobody looks for: a loop that catches everything, a
/// clean-up that waits for ever, a driver whose every call fails at once because the interrupt flag
/// is set.
final class Survivors {

    private record Kill(Fiber fiber, long nanos) {}

    private final Queue<Kill> kills = new ConcurrentLinkedQueue<>();

    /// A kill is on its way to the fiber; any thread.
    void add(Fiber fiber) {
        kills.add(new Kill(fiber, Watchdog.roughNanos()));
    }

    /// Tells of those whose kill is older than `limit`, once. Called by the watchdog's thread.
    void tell(Events events, long now, long limit) {
        for (Iterator<Kill> all = kills.iterator(); all.hasNext(); ) {
            Kill kill = all.next();
            long age = now - kill.nanos();
            if (kill.fiber().isFinished()) {
                all.remove();
            } else if (age >= limit) {
                all.remove();
                events.survived(kill.fiber(), age, kill.fiber().stackTrace());
            }
        }
    }
}
