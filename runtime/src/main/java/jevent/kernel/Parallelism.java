package jevent.kernel;

import jdk.management.VirtualThreadSchedulerMXBean;

import java.lang.management.ManagementFactory;

/// How many virtual threads the JDK runs at a time.
///
/// A hub in BATON mode can keep one carrier of the JDK's scheduler busy for as long as its
/// greenlets are; with as many busy hubs as carriers, a virtual thread that is woken from outside
/// never runs. One carrier more than there are hubs is enough, except where greenlets wait in
/// static initialisers: each of them keeps a carrier. See [Watchdog].
final class Parallelism {

    /// More greenlets than that are not expected in static initialisers; more threads than that
    /// would help nobody where the processors are busy.
    private static final int MOST = 64;

    private Parallelism() {}

    static synchronized void ensure(int carriers) {
        try {
            var bean = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
            int before = bean.getParallelism();
            if (before < carriers) {
                bean.setParallelism(carriers);
                log("virtual thread parallelism " + before + " -> " + carriers);
            }
        } catch (LinkageError | RuntimeException e) {
            log("cannot raise the virtual thread parallelism to " + carriers + ": " + e);
        }
    }

    /// One more, within a bound: all that there are may be kept by threads that are pinned.
    static synchronized void grow() {
        try {
            var bean = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
            if (bean.getParallelism() < MOST) {
                ensure(bean.getParallelism() + 1);
                // A pool looks for a new thread only when a task comes to an empty queue, and
                // each submitting thread has a queue of its own: so a new one submits.
                Thread.ofPlatform().daemon().start(() -> Thread.startVirtualThread(() -> {}));
            }
        } catch (LinkageError | RuntimeException | OutOfMemoryError e) {
            log("cannot raise the virtual thread parallelism: " + e);
        }
    }

    private static void log(String line) {
        Foreign.log(System.Logger.Level.DEBUG, () -> line, null);
    }
}
