package jevent;

import jevent.kernel.Fiber;
import jevent.kernel.KillCount;
import jevent.kernel.Strand;

import org.jspecify.annotations.Nullable;

/// Finds a kill that reached a greenlet inside other people's code and did not come out of it.
///
/// ```java
/// long before = Kills.mark();
/// T value = pipeline.run();                   // may wait in this greenlet, and catch everything
/// GreenletExit kill = Kills.since(before);
/// if (kill != null) throw kill;
/// ```
///
/// Operators that go on after an error, such as `onErrorResume` and `retry`, take a kill for one.
/// It is delivered once, so the caller of such operators has to look. For authors of bridges. A
/// mark costs the reading of a field. Any thread may call both; on a thread that is no greenlet and
/// carries no hub there was no kill.
public final class Kills {

    private Kills() {}

    /// To be remembered before the call.
    public static long mark() {
        return KillCount.now();
    }

    /// The last kill that has reached the calling greenlet since then, or null.
    public static @Nullable GreenletExit since(long mark) {
        return KillCount.now() == mark ? null : inCallersSince(mark);
    }

    private static @Nullable GreenletExit inCallersSince(long mark) {
        Fiber fiber = Strand.currentFiber();
        return fiber != null && fiber.killSince(mark) instanceof GreenletExit exit ? exit : null;
    }
}
