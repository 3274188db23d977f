package jevent.kernel;

/// The platform thread that carries a hub: while it waits, it drives the others.
public final class RootFiber extends Fiber {

    private final Thread thread = Thread.currentThread();

    /// Makes the calling thread the root of `scheduler`.
    public RootFiber(Scheduler scheduler, Object owner) {
        super(scheduler, owner);
        Bindings.set(this);
        scheduler.running(this);
    }

    /// Ends it; the thread is an ordinary one again.
    public void unbind() {
        Bindings.set(null);
        finish();
    }

    @Override
    Thread thread() {
        return thread;
    }

    @Override
    void suspend() {
        scheduler.drive(this);
        resumed = false;
        scheduler.running(this);
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
