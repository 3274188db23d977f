package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/// A fiber in CARRIER mode: a small object until its first turn, which then gets a [Stack].
final class CarrierFiber extends Fiber {

    private final Task task;
    private @Nullable Stack stack;

    /// The context class loader of the code that has made the fiber.
    private final ClassLoader loader;

    private static final VarHandle STRANDING =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(),
                    "stranding",
                    VarHandle.class,
                    CarrierFiber.class,
                    byte.class);

    /// Mounted on a driver, or not mounted.
    private static final byte FREE = 0;

    /// Mounted on a thread that does not drive any more, and without the turn.
    private static final byte STRANDED = 1;

    /// Mounted on such a thread, and runs while the driver waits.
    private static final byte STRANDED_RUNS = 2;

    /// FREE ─watchdog─▶ STRANDED ─driver─▶ STRANDED_RUNS ─fiber, watchdog─▶ STRANDED; and to FREE
    /// by the thread, when the fiber has been unmounted from it.
    private volatile byte stranding;

    CarrierFiber(Scheduler scheduler, Task task) {
        super(scheduler);
        this.task = task;
        Thread maker = Thread.currentThread();
        this.loader = maker.getContextClassLoader();
        if (ThreadState.hasHeritage(maker)) {
            stack = Stack.inheriting(this); // now: nobody else can read what is to be inherited
        }
    }

    // ---- its stack

    /// Whether it has neither begun nor a stack of its own.
    boolean hasNoStack() {
        return stack == null;
    }

    /// Its first turn begins, on the stack that another fiber has left.
    void beginsOn(Stack left) {
        stack = left;
        becomeRunning();
    }

    Task task() {
        return task;
    }

    @Override
    public Object owner() {
        return task.owner();
    }

    /// Whether nothing that was meant for it could reach the next one on its stack.
    boolean leavesNothing() {
        return stranding == FREE && !isFlagKnown() && pendingOrNull() == null;
    }

    @Override
    Thread thread() {
        return Objects.requireNonNull(stack, "not begun").thread();
    }

    @Override
    boolean hasThread() {
        return stack != null;
    }

    ClassLoader loader() {
        return loader;
    }

    String threadName() {
        return threadName(scheduler, task);
    }

    /// Seen without a stack, it may be beginning just now without having seen its name: a fence for
    /// that would be paid by all that begin. So it is named again under the turn.
    @Override
    public void nameThread() {
        if (!nameStack()) {
            scheduler.run(this::nameStack);
        }
    }

    private boolean nameStack() {
        Stack mine = stack;
        if (mine == null || mine.fiber() != this) {
            return false;
        }
        mine.thread().setName(threadName());
        return true;
    }

    // ---- its turns

    @Override
    void dispatch() {
        Pending raised = pendingOrNull();
        if (raised != null && raised.park().takeInterrupt()) {
            interruptForPending(true);
        }
        Stack mine = stack;
        if (mine == null) {
            mine = newStack();
        }
        scheduler.running(this);
        if (stranding != FREE && resumeStranded()) {
            return;
        }
        if (isResumed()) {
            unpark(mine);
        }
        mine.mount();
        mine.fiber().turnIsOver();
    }

    /// It stays ready where there is no memory for one.
    private Stack newStack() {
        try {
            Stack made = Stack.plain(this);
            stack = made;
            return made;
        } catch (Throwable e) {
            becomeReady();
            throw e;
        }
    }

    private void unpark(Stack mine) {
        scheduler.resuming(this);
        if (!mine.isStarted()) {
            becomeRunning();
        }
        mine.unpark();
        scheduler.resuming(null);
    }

    /// It was the last one that ran on its stack in this turn of the driver's.
    private void turnIsOver() {
        if (!scheduler.dispatched()) {
            leaveStrand();
            return;
        }
        Pending raised = pendingOrNull();
        if (raised != null) {
            raised.park().isOver();
            interruptForPending(); // it may have parked in the JDK
        }
    }

    /// Not one that is stranded: the interrupt of a class initializer would ruin the class. And not
    /// at once one that has parked for a time that may be short: a loop of short parks, in which
    /// pools wait for each other's threads, takes no notice of the flag; with it set no park parks
    /// any more, and the loop would keep the hub from the very greenlets that it waits for.
    ///
    /// Nor before its turn: what it waits for might come between the interrupt and its turn, from
    /// another greenlet. Then the call would return it, and the flag stay set for such a loop.
    @Override
    boolean interruptCall(boolean inItsTurn) {
        if (!isInterruptible()) {
            return false;
        }
        Thread thread = thread();
        Thread.State state = thread.getState(); // once: the JDK's timer may be about to change it
        if (state == Thread.State.RUNNABLE) {
            return false; // is to be executed, and is asked again when it parks the next time
        }
        if (inItsTurn) {
            scheduler.resuming(this);
            thread.interrupt();
            scheduler.resuming(null);
            return true;
        }
        if (state == Thread.State.TIMED_WAITING && JdkPark.mayBeShort(thread)) {
            pending().park().interruptLater(this);
        } else {
            interruptInItsTurn();
        }
        return false;
    }

    /// Asks for the interrupt again, in a turn of its own.
    void interruptInItsTurn() {
        Pending mine = pendingOrNull();
        if (mine != null) {
            mine.park().interruptInTurn();
            scheduler.enqueue(this);
        }
    }

    /// Whether it is still parked where an interrupt may reach it.
    boolean isInterruptible() {
        return isInJdkCall() && stranding == FREE;
    }

    // ---- pinned: mounted on a thread that has lost the hub

    /// The hub goes to another thread; this fiber stays where it is until it can be unmounted.
    void strand() {
        stranding = STRANDED;
    }

    /// Whether it has given the turn back to the driver, who may not have noticed yet.
    boolean hasGivenUpTurn() {
        return stranding == STRANDED;
    }

    /// Lets the fiber run on its own thread, and waits until it gives up the turn, or the driver is
    /// replaced himself.
    ///
    /// @return false if it has been unmounted, before it went on or since: what was submitted then
    ///   is still to be run, and if nothing was, running it does nothing
    private boolean resumeStranded() {
        if (!STRANDING.compareAndSet(this, STRANDED, STRANDED_RUNS)) {
            return false;
        }
        LockSupport.unpark(thread());
        while (stranding == STRANDED_RUNS && scheduler.driver().isDriving()) {
            LockSupport.park(this);
        }
        if (stranding == FREE && scheduler.driver().isDriving()) {
            return false;
        }
        scheduler.dispatched();
        return true;
    }

    /// Called by the thread that has lost the hub, when the fiber has been unmounted from it.
    private void leaveStrand() {
        stranding = FREE;
        scheduler.driver().unpark();
    }

    private void giveUpTurn() {
        stranding = STRANDED;
        scheduler.driver().unpark();
    }

    @Override
    void returnToTurn() {
        requestTurn();
        suspend();
    }

    /// The JDK's own yield is a tenth cheaper than to park and be unparked: it unmounts the thread
    /// and hands it to [Stack#execute], which queues it up. A pinned thread goes on at once, and so
    /// keeps the turn.
    @Override
    @SuppressWarnings("ThreadPriorityCheck") // here it is no hint: we are the scheduler
    void stepBack() {
        if (stranding != FREE) {
            super.stepBack();
            return;
        }
        long turn = scheduler.turns();
        Thread.yield();
        if (scheduler.turns() == turn) {
            yieldedInVain(turn);
        }
    }

    /// Parking a pinned thread stops the hub until the watchdog gives it to another thread.
    private void yieldedInVain(long turn) {
        if (scheduler.driver().vainYields().lastTooLong(turn)
                && Watchdog.rescues(scheduler, this)) {
            super.stepBack();
        }
    }

    @Override
    void suspend() {
        if (stranding != FREE) {
            giveUpTurn();
        }
        if (!isFlagKnown()) {
            LockSupport.park(); // no helper between: each frame here is kept by a parked greenlet
        }
        if (!isResumed()) {
            parkAgain();
        }
        becomeRunning();
        if (stranding != FREE) {
            ensureTurn(); // its thread was slow to go on, and the watchdog took it for stuck again
        }
    }

    @Override
    void grant() {
        throw new AssertionError("a carrier dispatches, it does not grant");
    }
}
