package jevent.kernel;

import org.jspecify.annotations.Nullable;

/// Who is ready, and whose turn is next: first come first served, with a turn for the loop fiber
/// when something is due, after 64 turns of others, or after 100 µs.
///
/// Holder of the turn only.
final class Turns {

    private final Inbox inbox;
    private final Events events;
    private final LoopTask loop;
    private final Driver driver;
    private final ReadyQueue ready = TurnOrder.queue();
    private final Slice slice;

    /// Whose turn is next, as a fiber has found that ended; the driver takes it from here.
    private @Nullable Fiber chosen;

    private long count;

    /// Turns since a host gave us its thread.
    private int ofHost;

    Turns(Inbox inbox, Events events, LoopTask loop, Driver driver) {
        this.inbox = inbox;
        this.events = events;
        this.loop = loop;
        this.driver = driver;
        this.slice = new Slice(events);
    }

    void add(Fiber fiber) {
        ready.add(fiber);
    }

    int ready() {
        return ready.size();
    }

    /// How many there have been.
    long count() {
        return count;
    }

    void beginHostsSlice() {
        ofHost = 0;
    }

    boolean isHostsSliceOver() {
        return ofHost >= Slice.TURNS;
    }

    /// The fiber whose turn is next; null when nobody is ready.
    @Nullable Fiber next() {
        Fiber next = chosen;
        if (next != null) {
            chosen = null;
            return next;
        }
        return choose();
    }

    /// As [#next], for a fiber that gives the turn away itself; null as well if a host's slice is
    /// over.
    @Nullable Fiber heir() {
        return driver.isHosted() && isHostsSliceOver() ? null : next();
    }

    /// Leaves to the driver the fiber that a fiber has found to be next. A root sees itself that it
    /// is resumed.
    void leave(@Nullable Fiber next) {
        chosen = next instanceof RootFiber ? null : next;
    }

    private @Nullable Fiber choose() {
        if (!inbox.isEmpty()) {
            inbox.drain();
        }
        Fiber next = isLoopDue() ? loop.fiber() : ready.poll();
        if (next == null && loop.isResting() && events.isDue()) {
            next = loop.fiber();
        }
        if (next == null) {
            return null;
        }
        count++;
        ofHost++;
        if (next == loop.fiber() && loop.isResting()) {
            loop.begin();
        } else {
            next.turnComes();
        }
        return next;
    }

    /// Whether the others have had their share and the loop has something to do.
    private boolean isLoopDue() {
        return slice.isOverAfterTurn() && loop.isResting() && events.isPollDue();
    }
}
