package jevent.bridge;

import jevent.Hub;
import jevent.Timeout;
import jevent.Waiter;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// The latest end of one wait, by the machine's clock, on a thread that no [Timeout] can be started
/// for: an ordinary virtual thread, which belongs to no hub.
///
/// It is looked at where that thread waits for us. A source that blocks by itself, in `subscribe`
/// for one, is not interrupted, but its time counts. For authors of bridges.
public final class Deadline {

    private final Duration limit;
    private final long start = System.nanoTime();

    private Deadline(Duration limit) {
        this.limit = limit;
    }

    /// Whether the calling thread needs one, since it belongs to no hub.
    public static boolean isNeeded() {
        return Thread.currentThread().isVirtual() && Hub.currentOrNull() == null;
    }

    /// Counts from now.
    public static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    /// Waits until something is ready, or the time has come.
    ///
    /// @param source what is waited for; part of the message
    /// @throws Timeout after that
    public <T extends @Nullable Object> T await(Waiter<T> waiter, Object source) {
        try {
            return waiter.get(left());
        } catch (Timeout over) {
            throw waiter.isReady() ? over : Timeout.expired(limit, source); // or what it fails with
        }
    }

    private Duration left() {
        Duration left = limit.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
