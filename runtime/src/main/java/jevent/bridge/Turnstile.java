package jevent.bridge;

import jevent.Waiter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/// Lets one greenlet of a hub in at a time, the others in the order in which they came.
///
/// Only greenlets of one hub use it, so plain fields do: between two waits nobody else runs.
final class Turnstile {

    /// Made when somebody has to wait, which is rare.
    private @Nullable Deque<Waiter<@Nullable Void>> line;

    private boolean taken;

    /// Who is in, or was the last; null when the next has been let in and has not had its turn.
    private @Nullable Thread inside;

    /// Goes in, waiting if need be.
    void enter(Thread me) {
        if (taken) {
            queue(me);
        }
        taken = true;
        if (inside != me) { // a reference costs more to write than to read
            inside = me;
        }
    }

    boolean isTaken() {
        return taken;
    }

    private void queue(Thread me) {
        if (inside == me) {
            throw new IllegalStateException(
                    "an element was sent from inside the subscriber's onNext for another one of the"
                            + " same stream: send it when that has returned");
        }
        if (line == null) {
            line = new ArrayDeque<>();
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
        taken = line != null && letNextIn(line);
    }

    private boolean letNextIn(Deque<Waiter<@Nullable Void>> line) {
        Waiter<@Nullable Void> next = line.poll();
        while (next != null && !next.wake(null)) {
            next = line.poll();
        }
        inside = null; // whoever comes back before the next has had its turn has not been inside
        return next != null;
    }
}
