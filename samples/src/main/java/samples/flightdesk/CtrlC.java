package samples.flightdesk;

import jevent.Hub;
import jevent.sync.Event;

/// Ctrl-C, and its brother `kill`, as something that a greenlet waits for.
final class CtrlC {

    private CtrlC() {}

    /// Returns at the first signal; a second one ends the program at once, as ever.
    static void await() {
        var pressed = new Event();
        var loop = Hub.current().loop();
        try (var interrupt = loop.signal("INT");
                var terminate = loop.signal("TERM")) {
            interrupt.ref(true); // a signal may still come: waiting for it is no deadlock
            interrupt.start(pressed::set);
            terminate.start(pressed::set);
            pressed.await();
        }
    }
}
