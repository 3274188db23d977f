package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;

/// What the watchdog says of a fiber that keeps its hub: what it does, and what to do instead.
///
/// The loop fiber is not told what greenlets are: a callback can neither wait nor yield.
final class Advice {

    private static final String REMEDY =
            ". Callbacks must not wait: do it in a greenlet, hub.spawn(...), and hold no lock across"
                    + " a wait";

    private Advice() {}

    /// It waits, and has not let go of its hub.
    static String waits(Scheduler scheduler, Fiber fiber, boolean rescued) {
        if (scheduler.isLoopFiber(fiber)) {
            return callbackKeepsHub(fiber.thread());
        }
        if (Machine.current() == Machine.BATON) {
            return "it waits in a JDK call and keeps the baton: wrap the call in Green.blocking()";
        }
        return "it waits where it cannot be unmounted (a static initialiser or native code);"
                + (rescued ? " another thread carries the hub now" : " the hub waits with it");
    }

    /// It computes, or is in that call.
    static String runs(Scheduler scheduler, Fiber fiber, @Nullable String nativeCall) {
        if (nativeCall != null) {
            return "it "
                    + nativeCall
                    + ", and the JDK cannot unmount it meanwhile: "
                    + remedyOfCall(scheduler.isLoopFiber(fiber));
        }
        return scheduler.isLoopFiber(fiber)
                ? "a callback computes, or is in a native call: do it in a greenlet,"
                        + " hub.spawn(...), that calls Green.yieldNow() now and then, or in a"
                        + " thread of its own"
                : "it computes, or is in a native call: call Green.yieldNow() now and then, or"
                        + " move the work to a thread of its own";
    }

    private static String remedyOfCall(boolean inCallback) {
        if (Machine.current() == Machine.CARRIER) {
            return "do it on a hub of its own, Hub.open(\"files\")."
                    + (inCallback ? "spawn(...)" : "run(...)");
        }
        return inCallback
                ? "do it in a greenlet, hub.spawn(...), inside Green.blocking()"
                : "wrap the call in Green.blocking()";
    }

    /// A callback that runs on `thread` waits, and has let go of its hub.
    static String callbackWaits(Thread thread) {
        return "a callback waits "
                + whatFor(thread)
                + ", and meanwhile the loop does not go round: no timer fires, no channel is served,"
                + " no other callback runs. If a greenlet would have to end this wait, and waits for"
                + " one of these itself, both wait for ever"
                + REMEDY;
    }

    /// A callback that runs on `thread` waits, and keeps its hub.
    private static String callbackKeepsHub(Thread thread) {
        return "a callback waits "
                + whatFor(thread)
                + (Machine.current() == Machine.BATON
                        ? " and keeps the baton"
                        : ", where it cannot be unmounted")
                + ", so that the loop does not go round and no greenlet runs. If a greenlet would"
                + " have to end this wait, both wait for ever"
                + REMEDY;
    }

    private static String whatFor(Thread thread) {
        if (thread.getState() == Thread.State.BLOCKED) {
            return "for a monitor";
        }
        return LockSupport.getBlocker(thread) instanceof AbstractOwnableSynchronizer lock
                ? "for a " + outermost(lock.getClass())
                : "in a call of the JDK";
    }

    /// The class that a user knows: a lock parks in a class of its own inside it.
    private static String outermost(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        return around == null ? type.getSimpleName() : outermost(around);
    }
}
