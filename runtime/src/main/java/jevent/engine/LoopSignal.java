package jevent.engine;

import jevent.loop.SignalWatcher;

import org.jspecify.annotations.Nullable;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Happens when the JVM gets a signal.
final class LoopSignal extends LoopWatcher implements SignalWatcher {

    private final Signal signal;
    private @Nullable SignalHandler before;

    LoopSignal(EventLoop loop, String name) {
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
