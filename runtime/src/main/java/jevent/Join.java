package jevent;

import jevent.kernel.Blocker;
import jevent.kernel.Fiber;
import jevent.kernel.Strand;

/// What `Hub.join` waits for: that nothing is left which could still happen.
final class Join implements Blocker {

    private final Hub hub;
    private final Fiber waiting;
    private boolean over;

    private Join(Hub hub, Fiber waiting) {
        this.hub = hub;
        this.waiting = waiting;
    }

    /// For the thread that carries the hub.
    static Join of(Hub hub) {
        Fiber root = hub.root();
        if (root == null || Strand.current() != root) {
            throw new IllegalStateException(
                    "join() carries the hub of the calling thread, which "
                            + hub
                            + " is not; close() waits for the greenlets of any hub");
        }
        return new Join(hub, root);
    }

    void await() {
        waiting.await(this);
    }

    /// As the other, for `nanos` at most.
    ///
    /// @return whether nothing is left
    boolean await(long nanos) {
        var timedOut = new boolean[1];
        var alarm = hub.engine().unrefAlarm(nanos, () -> timedOut[0] = wake());
        try {
            await();
        } finally {
            alarm.cancel();
        }
        return !timedOut[0];
    }

    /// Called by the hub when nothing is left.
    ///
    /// @return false if the wait was over before
    boolean wake() {
        boolean open = abandon();
        if (open) {
            waiting.wake();
        }
        return open;
    }

    @Override
    public boolean abandon() {
        boolean open = !over;
        over = true;
        return open;
    }

    @Override
    public String toString() {
        return "the end of " + hub;
    }
}
