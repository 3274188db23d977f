package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// A computation that takes turns on a [Scheduler]: a greenlet, or the thread that carries a hub.
///
/// This class is the one way in which a greenlet waits. What cuts a wait short, kill, timeout and
/// interrupt, is written once as well, in [Killable].
///
/// What states it goes through says [FiberState].
///
/// Invariants
///
/// 1. What is raised is delivered once, in order: to a blocked fiber at once, if its blocker can be
///    abandoned; to one that is parked in the JDK by an interrupt; to any other at its next wait.
/// 2. A wait that was settled before the raise returns normally; the error stays pending.
public abstract non-sealed class Fiber extends Killable implements Thread.UncaughtExceptionHandler {

    // All below: holder of the turn only.
    @Nullable Fiber nextReady;
    @Nullable Fiber nextLive;
    @Nullable Fiber previousLive;

    /// In the ready queue, and in the list of those that live.
    boolean queued;

    boolean live;

    private @Nullable Blocker blockedOn;

    Fiber(Scheduler scheduler) {
        super(scheduler);
    }

    /// Its [Task#label] has changed: tells its thread from the others of the hub; any thread.
    public abstract void nameThread();

    /// What its thread is called.
    static String threadName(Scheduler scheduler, Task task) {
        String hub = scheduler.events().name();
        String label = task.label();
        return label == null ? hub : hub + "/" + label;
    }

    /// Gives the turn away; returns when the fiber has it again and is resumed. Called by itself.
    abstract void suspend();

    /// Gives the fiber the turn; returns when the driver has it back. Called by the driver.
    abstract void dispatch();

    /// Gives the fiber the turn and returns at once. Called by a fiber that gives up the turn.
    abstract void grant();

    /// Whom the fiber runs for; its `toString` names the fiber.
    public abstract Object owner();

    @Override
    public final @Nullable Blocker blockedOn() {
        return blockedOn;
    }

    /// Whether it waits for something that other threads do, as far as anybody knows.
    final boolean isWaitOutside() {
        Blocker blocker = blockedOn();
        return blocker == null || blocker.isOutside();
    }

    public final boolean isQueued() {
        return queued;
    }

    /// Where it stands; empty if it has not begun.
    public final StackTraceElement[] stackTrace() {
        return hasThread() ? thread().getStackTrace() : new StackTraceElement[0];
    }

    /// Makes the fiber ready for the first time; any thread.
    public final void start() {
        wake();
    }

    @Override
    public final void wake() {
        if (scheduler.holdsTurn()) {
            wakeHere();
        } else {
            signal(WAKE);
        }
    }

    final void wakeHere() {
        if (takesWakeUp()) {
            scheduler.enqueue(this);
        }
    }

    /// Has it queue up for a turn, and go on from where it gives up the one that it has.
    final void becomeReady() {
        becomeWoken();
        scheduler.enqueue(this);
    }

    @Override
    public final void await(Blocker blocker) {
        enter(blocker);
        suspendUnlessWoken();
        leave();
    }

    private void suspendUnlessWoken() {
        if (!takePermit()) {
            becomeBlocked();
            suspend(); // no helper between: each frame here is kept by a parked greenlet
        }
    }

    @Override
    public final boolean await(Blocker blocker, long nanos) {
        enter(blocker);
        Expiry deadline;
        Events.Alarm alarm;
        try {
            deadline = new Expiry(this, blocker);
            alarm = scheduler.events().alarm(nanos, deadline);
        } catch (Throwable e) {
            leaveUnlimited(blocker, e);
            return true;
        }
        try {
            suspendUnlessWoken();
        } finally {
            alarm.cancel();
        }
        leave();
        return !deadline.hasExpired();
    }

    /// There is no memory for a limit, or the clock throws: leaves the line again, and throws that.
    /// A wait that is over returns all the same, for it may have been given something.
    private void leaveUnlimited(Blocker blocker, Throwable error) {
        if (blocker.abandon()) {
            blockedOn = null;
            throw sneak(error);
        }
        scheduler.events().unhandled(owner(), error);
        suspendUnlessWoken();
        leave();
    }

    /// Lets the other ready fibers run, then goes on.
    public final void yieldTurn() {
        ensureTurn();
        checkpoint();
        stepBack();
        checkpoint();
    }

    /// Queues up behind the ready fibers and returns when it is the fiber's turn again.
    void stepBack() {
        becomeReady();
        suspend();
    }

    /// Runs `body`, which blocks in the JDK, without the turn where that would stop the others.
    /// What interrupts it is thrown, exactly, when it ends by an exception; a body that returns
    /// keeps its value, and the error is thrown at the next wait.
    public final <T extends @Nullable Object> T outsideTurn(Callable<? extends T> body)
            throws Exception {
        ensureTurn(); // or there is none to leave
        checkpoint();
        leaveTurn();
        T value;
        try {
            value = body.call();
        } catch (Throwable e) {
            backInTurn();
            throw sneak(behind(e));
        }
        backInTurn();
        callReturned();
        return value;
    }

    /// Gets the turn back for a fiber that runs without: inside [#outsideTurn], or after a rescue.
    @Override
    public final void ensureTurn() {
        if (!scheduler.holdsTurn()) {
            returnToTurn();
        }
        becomeInside(); // a JDK call that ended may have brought it back before
    }

    /// It goes on without the turn, which the caller takes from it; it has not given it up itself.
    final void loseTurn() {
        if (blockedOn == null && !queued) {
            becomeOutside();
        }
    }

    /// Asks for the turn, on behalf of a fiber that runs without.
    final void requestTurn() {
        signal(RETURN);
    }

    /// Gives the turn away and runs on; nothing to do where the JDK does it by itself.
    void leaveTurn() {}

    /// The end of what [#leaveTurn] began.
    void backInTurn() {
        ensureTurn();
    }

    /// Waits for the turn.
    abstract void returnToTurn();

    /// Throws what is pending, without giving up the turn.
    public final void checkpoint() {
        scheduler.ensureMayBlock(this);
        lookAtFlag();
        throwDue();
    }

    private void enter(Blocker blocker) {
        ensureTurn();
        if (scheduler.isLoopFiber(this)) {
            blocker.abandon();
            scheduler.ensureMayBlock(this);
        }
        lookAtFlag();
        Raised due = due();
        if (due != null && blocker.abandon()) {
            throw deliver(due);
        }
        blockedOn = blocker;
    }

    private void leave() {
        blockedOn = null;
        if (shieldDepth() > 0) {
            lookAtFlag(); // which a foreign interrupt may have set after the wake-up
        }
        Raised raised = endsWait();
        if (raised != null) {
            throw deliver(raised);
        }
    }

    /// Ends the current wait without a wake-up, if it is `blocker` and still open.
    @Override
    final boolean abandon(Blocker blocker) {
        if (isWaitOver() || blockedOn != blocker || !blocker.abandon()) {
            return false;
        }
        wakeHere();
        return true;
    }

    /// Started, not ready, not running, and not waiting in a primitive of ours.
    final boolean isInJdkCall() {
        return isUnderWay() && blockedOn == null && live && !queued && scheduler.running() != this;
    }

    /// Parks until [#isGranted]: somebody else has ended the first park, or an interrupt has. That
    /// does not end the wait but is passed on as a signal.
    final void parkAgain() {
        boolean interrupted = false;
        while (!isGranted()) {
            if (Thread.interrupted()) { // park() returns while the flag is set
                if (!interrupted && !isFlagKnown()) {
                    signal(INTERRUPT);
                }
                interrupted = true;
            }
            LockSupport.park();
        }
        if (interrupted) {
            keepInterrupt();
        }
    }

    /// Whether the fiber may stop parking; overridden where another thread grants.
    boolean isGranted() {
        return isResumed();
    }

    /// The JDK has made the fiber's thread runnable; any thread.
    final void submitted() {
        if (scheduler.holdsTurn()) {
            scheduler.enqueue(this);
        } else {
            signal(SUBMIT);
        }
    }

    @Override
    final void received(int signals) {
        if ((signals & SUBMIT) != 0) {
            scheduler.enqueue(this);
        }
        if ((signals & WAKE) != 0) {
            wakeHere();
        }
        if ((signals & RETURN) != 0) {
            becomeReady();
        }
        if ((signals & INTERRUPT) != 0) {
            raiseHere(interruption());
        }
    }

    /// The whole life of the fiber's thread.
    final void runToEnd(Task task) {
        try {
            task.run();
        } catch (Throwable e) {
            uncaughtException(thread(), e); // now, while the fiber has the turn
        } finally {
            finish();
        }
    }

    final void finish() {
        becomeFinished();
        scheduler.retire(this);
    }

    @Override
    public final void uncaughtException(Thread thread, Throwable error) {
        scheduler.events().unhandled(owner(), error);
    }

    @Override
    public final String toString() {
        return owner().toString();
    }
}
