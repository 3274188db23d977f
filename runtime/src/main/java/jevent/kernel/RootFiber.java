package jevent.kernel;

/// The platform thread that carries a hub: while it waits, it drives the others.
public final class RootFiber extends Fiber {

    private final Thread thread = Thread.currentThread();
    private final Object owner;
    private boolean interrupted;

    /// Makes the calling thread the root of `scheduler`.
    public RootFiber(Scheduler scheduler, Object owner) {
        super(scheduler);
        this.owner = owner;
        Bindings.set(this);
        becomeRunning();
        scheduler.running(this);
    }

    /// If the hub has stopped, the thread is an ordinary one again.
    public void leaveIfStopped() {
        if (scheduler.life().isStopped() && !isFinished()) {
            Bindings.set(null);
            finish();
            scheduler.end();
        }
    }

    /// The thread was interrupted while it drove: that is meant for whoever waits on it.
    void interrupted() {
        interrupted = true;
        raise(interruption());
    }

    @Override
    public Object owner() {
        return owner;
    }

    /// The thread is the user's: it keeps its name.
    @Override
    public void nameThread() {}

    @Override
    Thread thread() {
        return thread;
    }

    /// While its thread is in a call of its own, nobody has the turn to interrupt it.
    @Override
    boolean interruptCall(boolean now) {
        return false;
    }

    @Override
    void suspend() {
        scheduler.drive(this);
        becomeRunning();
        scheduler.running(this);
        if (interrupted) {
            interrupted = false;
            keepInterrupt();
        }
        leaveIfStopped();
    }

    @Override
    void dispatch() {
        throw new AssertionError("the root drives; nobody dispatches it");
    }

    @Override
    void returnToTurn() {
        throw new AssertionError("the root never runs without its turn");
    }

    @Override
    void grant() {
        scheduler.returnTurn();
    }
}
