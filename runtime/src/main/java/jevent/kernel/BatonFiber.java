package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/// A fiber in BATON mode: an ordinary virtual thread that runs only while it has been granted the
/// turn, and that hands the turn to the next one itself.
final class BatonFiber extends Fiber {

    private final Task task;
    private final Thread thread;
    private boolean started;

    /// Set by the one who gives up the turn, cleared by this fiber.
    private volatile boolean granted;

    /// The JDK call that it is in without the turn; holder of the turn only.
    private @Nullable OutsideCall call;

    BatonFiber(Scheduler scheduler, Task task) {
        super(scheduler);
        this.task = task;
        this.thread = Thread.ofVirtual().name(scheduler.events().name()).unstarted(this::run);
        thread.setUncaughtExceptionHandler(this);
    }

    private void run() {
        try {
            granted = false;
            becomeRunning();
            runToEnd(task);
        } finally {
            pass(scheduler.heir());
        }
    }

    @Override
    public Object owner() {
        return task.owner();
    }

    @Override
    public void nameThread() {
        thread.setName(threadName(scheduler, task));
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
        becomeRunning();
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
            flagIsCleared();
        }
        ensureTurn();
        call = ended.outer();
    }

    @Override
    boolean interruptCall(boolean now) {
        return call != null && isOutside() && call.interrupt();
    }

    @Override
    void returnToTurn() {
        requestTurn();
        parkUntilGranted();
        granted = false;
        becomeRunning();
    }

    private void parkUntilGranted() {
        if (!isFlagKnown()) {
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
