package jevent.bridge;

import jevent.Green;
import jevent.Greenlet;
import jevent.Hub;
import jevent.HubClosed;

import org.jspecify.annotations.Nullable;

/// Where work goes that somebody starts by subscribing. For authors of bridges.
public final class Home {

    private Home() {}

    /// The hub given, else the hub of the calling greenlet or the one that the calling thread
    /// hosts, else the shared one. Never the own hub of whichever thread subscribes: nobody would
    /// carry it.
    public static Hub hub(@Nullable Hub given) {
        if (given != null) {
            return given;
        }
        Hub callers = Hub.currentOrNull();
        return callers != null && (callers.isHosted() || Thread.currentThread().isVirtual())
                ? callers
                : Hub.shared();
    }

    /// Runs what must not run on a hub's bare loop: a subscriber's code. In a greenlet, or right
    /// here if the hub takes none any more.
    static void aside(Hub hub, Runnable work) {
        try {
            hub.spawn(work);
        } catch (HubClosed late) {
            work.run();
        }
    }

    /// Runs what may wait when `dead` has been killed before it began: in a greenlet; on a thread
    /// of its own if the hub runs nothing any more, for a link would be of the caller's own hub,
    /// which nobody carries.
    static void insteadOf(Greenlet<?> dead, Runnable work) {
        if (Hub.currentOrNull() == null) {
            Thread _ = Thread.ofVirtual().name("jevent-missed").start(work);
        } else {
            dead.link(_ -> work.run());
        }
    }

    /// Whether the caller is a greenlet of that hub.
    static boolean isOn(Hub hub) {
        Greenlet<?> caller = Green.currentOrNull();
        return caller != null && caller.hub() == hub;
    }
}
