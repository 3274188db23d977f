package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/// The schedulers that may have a fiber running, for a thread that does not know its own.
///
/// It is asked where a virtual thread has no handler of ours, by a plain read for each hub.
final class Runners {

    /// Replaced as a whole; any thread.
    private static volatile List<WeakReference<Scheduler>> all = List.of();

    private Runners() {}

    static synchronized void add(Scheduler scheduler) {
        List<WeakReference<Scheduler>> more = new ArrayList<>(all.size() + 1);
        for (WeakReference<Scheduler> each : all) {
            Scheduler alive = each.get();
            if (alive != null && !alive.life().isTerminated()) {
                more.add(each);
            }
        }
        more.add(new WeakReference<>(scheduler));
        all = more;
    }

    /// The fiber that has a turn and runs on the calling thread; null if none does.
    static @Nullable Fiber find() {
        for (WeakReference<Scheduler> each : all) {
            Scheduler scheduler = each.get();
            if (scheduler != null && scheduler.holdsTurn()) {
                return scheduler.running();
            }
        }
        return null;
    }
}
