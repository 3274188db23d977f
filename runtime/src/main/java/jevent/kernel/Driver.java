package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.LockSupport;

/// The thread that owns a scheduler's idle time.
final class Driver {

    /// The driving thread, while it drives; any thread may read it.
    private volatile @Nullable Thread thread;

    /// CARRIER: the driver itself runs (or carries); BATON: the turn is with it and not lent.
    private volatile boolean hasTurn;

    private volatile boolean stopped;

    private volatile boolean hosted;

    /// The thread that drove last, if it belongs to a host; any thread.
    private volatile @Nullable Thread host;

    void enter() {
        thread = Thread.currentThread();
        if (hosted) {
            host = thread;
        }
        hasTurn = true;
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

    /// Returns when the calling thread drives: at once, unless it was replaced by a rescuer.
    void awaitOwnership() {
        while (!isDriving()) {
            LockSupport.park(this);
        }
    }

    /// Gives the driving to another thread, which waits in [#awaitOwnership].
    void handBack(Thread other) {
        thread = other;
        LockSupport.unpark(other);
    }

    void unpark() {
        LockSupport.unpark(thread);
    }

    void prepare() {
        hasTurn = false;
    }

    /// Waits until a fiber gives the turn back.
    void awaitTurn() {
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

    boolean isStopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
    }
}
