package jevent.loop;

import org.jspecify.annotations.Nullable;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Watches for a signal of the operating system, `INT` or `TERM` for example.
///
/// Does not keep the loop alive unless asked to with `ref(true)`. Stopping it restores what handled
/// the signal before. The JVM keeps some signals for itself; starting a watcher on one of those
/// fails.
public final class SignalWatcher extends Watcher {

    private final Signal signal;
    private @Nullable SignalHandler before;

    SignalWatcher(Loop loop, String name) {
        super(loop);
        this.signal = new Signal(name);
        ref(false);
    }

    @Override
    void activate() {
        // The JVM calls the handler on a thread of its own.
        before = Signal.handle(signal, received -> loop.onHub(this::happened));
    }

    @Override
    void deactivate() {
        if (before != null) {
            Signal.handle(signal, before);
            before = null;
        }
    }

    @Override
    public String toString() {
        return "signal(" + signal.getName() + ", " + state() + ")";
    }
}
