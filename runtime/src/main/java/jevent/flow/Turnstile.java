package jevent.flow;

import jevent.Waiter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/// Lets one greenlet of a hub in at a time, the others in the order in which they came.
///
/// Only greenlets of one hub use it, so plain fields do: between two waits nobody else runs.
final class Turnstile {

    private final Deque<Waiter<@Nullable Void>> line = new ArrayDeque<>(1);
    private @Nullable Thread inside;

    /// Goes in, waiting if need be.
    void enter(Thread me) {
        if (inside != null) {
            queue(me);
        }
        inside = me;
    }

    boolean isTaken() {
        return inside != null;
    }

    private void queue(Thread me) {
        if (inside == me) {
            throw new IllegalStateException(
                    "an element was sent from inside the subscriber's onNext for another one of the"
                            + " same stream: send it when that has returned");
        }
        var waiter = new Waiter<@Nullable Void>();
        line.add(waiter);
        try {
            waiter.get();
        } catch (Throwable e) {
            line.remove(waiter);
            throw e;
        }
    }

    /// Goes out; the next in line is in.
    void leave() {
        Waiter<@Nullable Void> next = line.poll();
        while (next != null && !next.wake(null)) {
            next = line.poll();
        }
        if (next == null) {
            inside = null;
        }
    }
}
