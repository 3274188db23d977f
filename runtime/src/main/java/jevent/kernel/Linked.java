package jevent.kernel;

import org.jspecify.annotations.Nullable;

/// A callback that remembers the node by which it was queued, so that to take it back costs no
/// search among all who wait.
///
/// For one primitive at a time, and one thread.
public abstract class Linked implements Runnable {

    private WaitQueue.@Nullable Node node;

    /// Lets `callback` remember its node, if it is of this kind; before it is queued.
    public static void link(Object callback, WaitQueue.Node node) {
        if (callback instanceof Linked linked) {
            linked.node = node;
        }
    }

    /// Takes `callback` back, if it is of this kind.
    ///
    /// @return false if it is not, and has to be searched for
    public static boolean unlink(Object callback) {
        if (!(callback instanceof Linked linked)) {
            return false;
        }
        if (linked.node != null) {
            linked.node.abandon();
        }
        return true;
    }
}
