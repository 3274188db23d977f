package jevent.reactor.blockhound;

import jevent.Green;
import jevent.Hub;
import jevent.Hubs;
import jevent.Mode;
import jevent.bridge.BlockingMethod;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/// Tells BlockHound what must not block: a hub's own thread, its callbacks, and in BATON mode its
/// greenlets.
///
/// ```java
/// BlockHound.install(); // finds this by itself
/// ```
///
/// In CARRIER mode a greenlet may call what blocks in the JDK: that releases the hub. In BATON mode
/// such a call keeps it, and is reported unless it is made in `Green.blocking`. Waits of jevent's
/// own are never reported. Other threads, virtual ones too, are as they were.
///
/// The JVM needs `-XX:+AllowRedefinitionToAddDeleteMethods`, which JDK 25 is the last to know.
public final class GreenletIntegration implements BlockHoundIntegration {

    /// Whether the calling thread is being judged. Judging loads classes, which BlockHound asks
    /// about.
    private static final ThreadLocal<Boolean> JUDGING = ThreadLocal.withInitial(() -> false);

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.nonBlockingThreadPredicate(others -> others.or(GreenletIntegration::mustNotBlock));
        // Where locks, sleeps and sockets of virtual threads end; BlockHound knows but the others.
        builder.markAsBlocking("java.lang.VirtualThread", "park", "()V");
        builder.markAsBlocking("java.lang.VirtualThread", "parkNanos", "(J)V");
        for (BlockingMethod own : BlockingMethod.all()) {
            builder.allowBlockingCallsInside(own.type(), own.name());
        }
    }

    /// BlockHound asks once for each thread, on that thread.
    private static boolean mustNotBlock(Thread current) {
        if (JUDGING.get()) {
            return false;
        }
        JUDGING.set(true);
        try {
            return current.isVirtual() ? isOnTurn() : isOwnThreadOfHub(current.getName());
        } finally {
            JUDGING.remove();
        }
    }

    /// A callback, or in BATON mode a greenlet: it blocks whoever is next.
    private static boolean isOnTurn() {
        return Hub.currentOrNull() != null
                && (Green.currentOrNull() == null || Hub.mode() == Mode.BATON);
    }

    private static boolean isOwnThreadOfHub(String thread) {
        for (Hub hub : Hubs.all()) {
            if (thread.equals("jevent-".concat(hub.name()))) {
                return true;
            }
        }
        return false;
    }
}
