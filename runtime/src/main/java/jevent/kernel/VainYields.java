package jevent.kernel;

import java.util.concurrent.TimeUnit;

/// How long a fiber has yielded without leaving its turn, because it is pinned.
///
/// For a moment that is accepted: to let the others run takes another thread, for which the whole
/// hub has to wait. After that the one that yields may wait for something that the others do.
///
/// Used by the holder of the turn only.
final class VainYields {

    private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private long turn = -1;
    private long since;

    /// One more, in the turn of that number; true if they have lasted too long.
    boolean lastTooLong(long number) {
        long now = System.nanoTime();
        if (number != turn) {
            turn = number;
            since = now;
        }
        return now - since > LIMIT_NANOS;
    }
}
