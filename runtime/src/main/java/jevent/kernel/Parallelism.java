package jevent.kernel;

import jdk.management.VirtualThreadSchedulerMXBean;

import java.lang.management.ManagementFactory;

/// How many virtual threads the JDK runs at a time.
///
/// A hub in BATON mode can keep one carrier of the JDK's scheduler busy for as long as its
/// greenlets are; with as many busy hubs as carriers, a virtual thread that is woken from outside
/// never runs. One carrier more than there are hubs is enough.
final class Parallelism {

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

    private static void log(String line) {
        Foreign.log(System.Logger.Level.DEBUG, () -> line, null);
    }
}
