package jevent.kernel;

import java.util.concurrent.atomic.AtomicLong;

/// How many kills have been delivered in this process, or sent into a call of the JDK.
///
/// Kills are rare; so code that calls other people's code reads the number before and after, and
/// looks at the fiber only if it has changed.
public final class KillCount {

    private static final AtomicLong COUNT = new AtomicLong();

    private KillCount() {}

    public static long now() {
        return COUNT.getOpaque();
    }

    static long next() {
        return COUNT.incrementAndGet();
    }
}
