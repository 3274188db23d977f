package jevent;

import jevent.kernel.Blocker;
import jevent.kernel.Fiber;

import java.util.List;

/// A hub's greenlets as text: what each one does, and where it stands. Any thread may ask; on
/// another one, a state may be a little old.
final class Dump {

    private static final int FRAMES = 8;

    private Dump() {}

    static String of(Hub hub) {
        List<Fiber> fibers = hub.fibers();
        var text = new StringBuilder();
        text.append(hub)
                .append(" (")
                .append(Hub.mode())
                .append("): ")
                .append(fibers.size())
                .append(fibers.size() == 1 ? " greenlet" : " greenlets");
        for (Fiber fiber : fibers) {
            text.append("\n  ").append(fiber).append(": ").append(state(hub, fiber));
            appendStack(text, fiber);
        }
        appendOther(text, hub, fibers);
        return text.append('\n').toString();
    }

    /// Who keeps the hub and is no greenlet: a callback, or the thread that carries it, in between
    /// two waits.
    private static void appendOther(StringBuilder text, Hub hub, List<Fiber> greenlets) {
        Fiber running = hub.scheduler().running();
        if (running != null && !hub.isCurrent() && !greenlets.contains(running)) {
            text.append("\n  ").append(running).append(": runs");
            appendStack(text, running);
        }
    }

    private static String state(Hub hub, Fiber fiber) {
        Blocker blocker = fiber.blockedOn();
        if (fiber.isQueued()) {
            return "ready";
        }
        if (blocker != null) {
            return "waits for " + blocker;
        }
        return hub.scheduler().running() == fiber ? "runs" : "is inside a JDK call";
    }

    private static void appendStack(StringBuilder text, Fiber fiber) {
        int shown = 0;
        for (StackTraceElement frame : fiber.stackTrace()) {
            if (isOurs(frame) || shown == FRAMES) {
                continue;
            }
            text.append("\n      at ").append(frame);
            shown++;
        }
    }

    /// The frames of the waiting itself help nobody.
    private static boolean isOurs(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith("jevent.kernel.")
                || name.startsWith("jevent.bridge.")
                || name.startsWith("jevent.flow.")
                || name.startsWith("java.lang.System$")
                || name.startsWith("java.lang.VirtualThread")
                || name.startsWith("jdk.internal.vm.")
                || name.startsWith("java.util.concurrent.locks.LockSupport");
    }
}
