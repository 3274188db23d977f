package jevent.flow;

import jevent.Green;
import jevent.Greenlet;
import jevent.Hub;

import org.jspecify.annotations.Nullable;

/// Where work goes that somebody starts by subscribing.
final class Home {

    private Home() {}

    /// The hub given, else the hub of the calling greenlet, else the shared one. Never the own hub
    /// of whichever thread subscribes: nobody would carry it.
    static Hub hub(@Nullable Hub given) {
        if (given != null) {
            return given;
        }
        return Thread.currentThread().isVirtual() ? Hub.current() : Hub.shared();
    }

    /// Whether the caller is a greenlet of that hub.
    static boolean isOn(Hub hub) {
        Greenlet<?> caller = Green.currentOrNull();
        return caller != null && caller.hub() == hub;
    }
}
