package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/// A fiber in BATON mode: an ordinary virtual thread that runs only while it has been granted the
/// turn, and that hands the turn to the next one itself.
final class BatonFiber extends Fiber {

    private final Thread thread;
    private boolean started;

    /// Set by the one who gives up the turn, cleared by this fiber.
    private volatile boolean granted;

    /// The JDK call that it is in without the turn; holder of the turn only.
    private @Nullable OutsideCall call;

    BatonFiber(Scheduler scheduler, Object owner, Runnable body) {
        super(scheduler, owner);
        this.thread = Thread.ofVirtual().name(scheduler.events().name()).unstarted(() -> run(body));
        thread.setUncaughtExceptionHandler(this);
    }

    private void run(Runnable body) {
        try {
            granted = false;
            resumed = false;
            runToEnd(body);
        } finally {
            pass(scheduler.heir());
        }
    }

    @Override
    Thread thread() {
        return thread;
    }

    @Override
    void dispatch() {
        scheduler.driver().lendTurnTo(this);
    }

    @Override
    void grant() {
        scheduler.running(this);
        granted = true;
        if (started) {
            LockSupport.unpark(thread);
        } else {
            started = true;
            thread.start();
        }
    }

    @Override
    boolean isGranted() {
        return granted;
    }

    @Override
    void suspend() {
        Fiber next = scheduler.heir();
        if (next != this) {
            pass(next);
            parkUntilGranted();
            granted = false;
        }
        resumed = false;
    }

    @Override
    void leaveTurn() {
        call = new OutsideCall(thread, call);
        loseTurn();
        pass(scheduler.heir());
    }

    @Override
    void backInTurn() {
        OutsideCall ended = Objects.requireNonNull(call);
        if (ended.end()) {
            Thread.interrupted(); // or the wait for the turn would spin
            interruptSeen = false;
        }
        ensureTurn();
        call = ended.outer();
    }

    @Override
    boolean interruptCall(boolean now) {
        return call != null && isWithoutTurn() && call.interrupt();
    }

    @Override
    void returnToTurn() {
        requestTurn();
        parkUntilGranted();
        granted = false;
        resumed = false;
    }

    private void parkUntilGranted() {
        if (!interruptSeen) {
            LockSupport.park();
        }
        if (!isGranted()) {
            parkAgain();
        }
    }

    private void pass(@Nullable Fiber next) {
        if (next == null) {
            scheduler.returnTurn();
        } else {
            next.grant();
        }
    }
}
