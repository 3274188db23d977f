package jevent.bridge;

import jevent.Greenlet;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;

/// Reports a pass that was found open at the end of its greenlet.
///
/// Nothing leaks then, for it is cancelled; but that comes late: what the publisher holds, such as
/// a connection, was held until now.
final class LeftOpen {

    private static final AtomicLong COUNT = new AtomicLong();

    private LeftOpen() {}

    /// Begins anew, for tests.
    static void forget() {
        COUNT.set(0);
    }

    /// @param made where the pass was made, if that is remembered
    static void report(Object pass, Greenlet<?> greenlet, @Nullable Throwable made) {
        long count = COUNT.incrementAndGet();
        if (made == null && Long.bitCount(count) != 1) {
            return;
        }
        String text =
                pass
                        + " was left and not closed, and is cancelled only now, at the end of "
                        + greenlet
                        + ": use forEach, or iterate inside try (...)"
                        + (made == null ? "; -Djevent.trace=on shows where it was made" : "")
                        + (count == 1 ? "" : " (" + count + " such passes so far)");
        System.getLogger("jevent").log(System.Logger.Level.WARNING, text, made);
    }
}
