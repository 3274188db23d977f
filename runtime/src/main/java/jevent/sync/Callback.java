package jevent.sync;

import jevent.Hub;
import jevent.kernel.Foreign;
import jevent.kernel.Linked;
import jevent.kernel.SpinLock;
import jevent.kernel.WaitQueue;

import java.util.Objects;

/// A callback in the queue of a primitive, to be run on the hub of the code that linked it.
final class Callback extends WaitQueue.Node {

    private final Hub hub;
    private final Runnable callback;

    Callback(Hub hub, Runnable callback) {
        this.hub = hub;
        this.callback = Objects.requireNonNull(callback, "callback");
        Linked.link(callback, this);
    }

    @Override
    public void wake() {
        hub.tryExecute(callback); // the code that linked it is gone with its hub
    }

    boolean isOf(Runnable other) {
        return callback == other;
    }

    /// Takes the first link of `callback` out of a queue, if there is one.
    static void remove(SpinLock lock, WaitQueue queue, Runnable callback) {
        if (Linked.unlink(callback)) {
            return;
        }
        lock.lock();
        WaitQueue.Node node;
        try {
            node = queue.first();
            while (node != null && !(node instanceof Callback link && link.isOf(callback))) {
                node = node.following();
            }
            lock.unlock();
        } catch (StackOverflowError e) {
            lock.held = false; // a call would overflow again
            throw e;
        }
        if (node != null) {
            node.abandon();
        }
    }

    @Override
    public String toString() {
        return "callback " + Foreign.text(callback);
    }
}
