package jevent.kernel;

/// What the *loop fiber* does: it runs the event loop and everybody's callbacks, one round at a
/// time, and rests in between, until the scheduler stops.
///
/// Used by the holder of the turn; the watchdog has a glance at it.
final class LoopTask implements Task {

    private final Events events;
    private final Object owner;
    private final Lifecycle life;
    private final Mishaps mishaps;
    private final Fiber fiber;
    private boolean resting = true;
    private long rounds;

    LoopTask(Scheduler scheduler, Object owner, Lifecycle life, Mishaps mishaps) {
        this.events = scheduler.events();
        this.owner = owner;
        this.life = life;
        this.mishaps = mishaps;
        this.fiber = Machine.current().fiber(scheduler, this);
    }

    @Override
    public void run() {
        fiber.nameThread();
        while (!life.isStopping()) {
            mishaps.pollLoop(events);
            rounds++;
            if (!life.isStopping()) { // a callback may have stopped it
                rest();
            }
        }
        end();
    }

    private void rest() {
        resting = true;
        fiber.becomeBlocked();
        fiber.suspend();
    }

    private void end() {
        try {
            events.stopping();
            life.enter(Lifecycle.State.TIDYING);
            events.stopped();
        } finally {
            life.enter(Lifecycle.State.STOPPED);
        }
    }

    @Override
    public Object owner() {
        return owner;
    }

    @Override
    public String label() {
        return "callbacks";
    }

    Fiber fiber() {
        return fiber;
    }

    /// Whether it waits to be given a round; else it is in one, though a callback may be waiting
    /// for a lock, unmounted.
    boolean isResting() {
        return resting;
    }

    /// Has it begin a round in the turn that it is about to get.
    void begin() {
        resting = false;
        fiber.becomeResumed();
    }

    /// How many rounds have ended.
    long rounds() {
        return rounds;
    }
}
