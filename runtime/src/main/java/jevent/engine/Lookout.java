package jevent.engine;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/// A thread that waits for channels in place of a hub whose own thread must not wait.
///
/// ```text
///              the hub has nothing to do            a channel is ready
///   OFF DUTY ─────────────────────────────▶ ON DUTY ──────────────────▶ OFF DUTY
/// ```
///
/// Selector and ready keys belong to the thread while it is on duty, and else to the hub. Neither
/// ever waits for the other: a hub that has something to do meanwhile runs, but leaves the channels
/// alone. What it changes about them it tells by a wake-up of the selector.
final class Lookout {

    private final Selector selector;
    private final List<SelectionKey> ready;
    private final LoopOwner owner;
    private final BooleanSupplier changed;
    private final Semaphore calls = new Semaphore(0);

    /// Set by the hub, cleared by the thread.
    private volatile boolean onDuty;

    private volatile boolean dismissed;

    /// @param ready takes the keys of ready channels
    /// @param changed whether the hub has something else to look at
    Lookout(Selector selector, List<SelectionKey> ready, BooleanSupplier changed, LoopOwner owner) {
        this.selector = selector;
        this.changed = changed;
        this.ready = ready;
        this.owner = owner;
    }

    void start() {
        Thread.ofPlatform().daemon().name("jevent-lookout of " + owner).start(this::run);
    }

    boolean isOnDuty() {
        return onDuty;
    }

    void call() {
        onDuty = true;
        calls.release();
    }

    void dismiss() {
        dismissed = true;
        calls.release();
    }

    private void run() {
        while (true) {
            calls.acquireUninterruptibly();
            try {
                while (!dismissed && ready.isEmpty() && !changed.getAsBoolean()) {
                    selector.select(ready::add, Poller.LOOK_MILLIS);
                }
            } catch (Throwable e) {
                // The hub will meet it when it selects itself, and can say so.
            }
            onDuty = false;
            if (dismissed) {
                return;
            }
            owner.onHub(() -> {}); // it looks at what is ready when it wakes
            if (!selector.isOpen()) {
                return; // the hub has another one then, and another lookout
            }
        }
    }
}
