package jevent.flow;

import jevent.Greenlet;

import org.jspecify.annotations.Nullable;

/// Reports a pass that was found open at the end of its greenlet.
///
/// Nothing leaks then, for it is cancelled; but that comes late: what the publisher holds, such as
/// a connection, was held until now.
final class LeftOpen {

    private LeftOpen() {}

    /// @param made where the pass was made, if that is remembered
    static void report(Object pass, Greenlet<?> greenlet, @Nullable Throwable made) {
        String text =
                pass
                        + " was left and not closed, and is cancelled only now, at the end of "
                        + greenlet
                        + ": use forEach, or iterate inside try (...)"
                        + (made == null ? "; -Djevent.trace=on shows where it was made" : "");
        System.getLogger("jevent").log(System.Logger.Level.WARNING, text, made);
    }
}
