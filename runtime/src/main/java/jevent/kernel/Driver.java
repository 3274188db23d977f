package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.LockSupport;

/// The thread that owns a scheduler's idle time.
///
/// ```text
///                      pinned             returns (a root)
///   DRIVEN ──contest──▶ CONTESTED ──take──▶ DRIVEN by a rescuer ──hand back──▶ DRIVEN
///      ▲                   │
///      └── it goes on ─────┘
/// ```
///
/// Why contest: the one who is pinned may go on in the very moment in which the hub is taken from
/// it. Whoever comes out of a wait looks whether there is a contest, and if so waits for the
/// verdict, before it touches anything that belongs to the turn; the rescuer looks whether it still
/// waits only after the contest has begun. So one of the two sees the other.
final class Driver {

    /// The driving thread, while it drives; any thread may read it.
    private volatile @Nullable Thread thread;

    /// CARRIER: the driver itself runs (or carries); BATON: the turn is with it and not lent.
    private volatile boolean hasTurn;

    private volatile boolean hosted;

    /// Set by the watchdog, for a moment; read by whoever may have the turn. A read costs no fence.
    private volatile boolean contested;

    /// The thread of a root that was replaced, is free again and wants to drive. Set by that
    /// thread, cleared by the rescuer.
    private volatile @Nullable Thread returning;

    /// Whether a root drives, and not a thread that does nothing else; the driver only.
    private boolean rooted;

    private final VainYields vainYields = new VainYields();

    /// The thread that drove last, if it belongs to a host; any thread.
    private volatile @Nullable Thread host;

    void enter() {
        rooted = false;
        thread = Thread.currentThread();
        if (hosted) {
            host = thread;
        }
        hasTurn = true;
    }

    /// Enters as a thread that does nothing else; there may have been a host before.
    void enterAlone() {
        hosted = false;
        host = null;
        enter();
    }

    void enterAsRoot() {
        enter();
        rooted = true;
    }

    void leave() {
        thread = null;
    }

    @Nullable Thread thread() {
        return thread;
    }

    /// Whether `caller` is the bare driving thread and has the turn.
    boolean isBare(Thread caller) {
        return caller == thread && hasTurn;
    }

    /// Whether the calling code runs on the bare driving thread.
    boolean isDriving() {
        return Thread.currentThread() == thread;
    }

    /// Whether somebody drives, and is no host, who could not be replaced.
    boolean isOwned() {
        return thread != null && !hosted;
    }

    boolean isHosted() {
        return hosted;
    }

    /// The thread belongs to a host.
    void hosted() {
        hosted = true;
    }

    @Nullable Thread host() {
        return host;
    }

    // ---- rescue

    void contest() {
        contested = true;
    }

    void settle() {
        contested = false;
    }

    /// Returns when it is known who drives: at once, nearly always.
    void awaitVerdict() {
        while (contested) {
            Thread.onSpinWait(); // the watchdog needs a moment only: it starts a thread at most
        }
    }

    /// Another thread drives from now on; called during a contest.
    void replace(Thread rescuer) {
        thread = rescuer;
    }

    /// Asks the rescuer for the driving, and waits for it; called by the root's thread.
    ///
    /// @param wakeUp ends the sleep of the rescuer
    void awaitOwnership(Runnable wakeUp) {
        returning = Thread.currentThread();
        wakeUp.run();
        unpark();
        while (!isDriving()) {
            LockSupport.park(this);
        }
    }

    /// Gives the driving to the thread of the root, if that is free again.
    boolean handBack() {
        Thread root = returning;
        if (root == null) {
            return false;
        }
        returning = null;
        thread = root;
        LockSupport.unpark(root);
        return true;
    }

    boolean isRooted() {
        return rooted;
    }

    // ---- turn

    void unpark() {
        LockSupport.unpark(thread);
    }

    /// Gives the turn to a fiber and waits until it comes back (BATON).
    void lendTurnTo(Fiber fiber) {
        hasTurn = false;
        fiber.grant();
        awaitTurn();
    }

    /// Waits until a fiber gives the turn back.
    private void awaitTurn() {
        boolean interrupted = false;
        while (!hasTurn) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted(); // else park() would spin
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void giveTurn() {
        Thread driving = thread;
        hasTurn = true;
        LockSupport.unpark(driving);
    }

    /// Holder of the turn only.
    VainYields vainYields() {
        return vainYields;
    }
}
