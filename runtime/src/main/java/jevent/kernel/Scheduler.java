package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Whose turn it is: the ready fibers of one hub, the inbox for other threads, and the loop fiber.
///
/// One thread, the *driver*, owns the scheduler's idle time. In CARRIER mode it also runs every
/// fiber itself; in BATON mode fibers hand the turn to each other, and it returns to the driver
/// when nobody is ready.
///
/// The *loop fiber* runs the event loop and everybody's callbacks, so that no user code ever runs
/// on a bare carrier.
public final class Scheduler {

    private static final AtomicInteger ALIVE = new AtomicInteger();

    private final Events events;
    private final Inbox inbox;
    private final LiveList live = new LiveList();
    private final Lifecycle life = new Lifecycle();
    private final Driver driver = new Driver();
    private final Sleep sleep;
    private final Mishaps mishaps = new Mishaps(this);
    private final LoopTask loop;
    private final Fiber loopFiber;
    private final Turns turns;

    /// Whose turn it is. Written by whoever gives it away, before that; read by any thread, but
    /// only the holder can see itself in it.
    private @Nullable Thread runningThread;

    private @Nullable Fiber running;
    private @Nullable Fiber resuming;

    public Scheduler(Events events, Object loopOwner) {
        this.events = events;
        this.inbox = new Inbox(e -> events.unhandled("a message from another thread", e));
        this.sleep = new Sleep(inbox, events);
        Machine.current().schedulersAlive(ALIVE.incrementAndGet());
        this.loop = new LoopTask(this, loopOwner, life, mishaps);
        this.loopFiber = loop.fiber();
        this.turns = new Turns(inbox, events, loop, driver);
        Watchdog.watch(this);
        Runners.add(this);
    }

    // ---- any thread

    /// Whether the calling thread may touch the fibers of this scheduler.
    public boolean holdsTurn() {
        Thread me = Thread.currentThread();
        if (me == runningThread) {
            driver.awaitVerdict(); // it may be losing it
        }
        return me == runningThread || driver.isBare(me);
    }

    /// Runs a piece of the runtime's own code under the turn: now if the caller has it, else soon.
    public void run(Runnable body) {
        if (holdsTurn()) {
            body.run();
        } else {
            send(new Call(body));
        }
    }

    void send(Inbox.Node node) {
        inbox.push(node);
        if (life.isTerminated()) {
            drainDead();
        } else {
            sleep.end(driver);
        }
    }

    /// How far the hub has come in its life.
    public Lifecycle life() {
        return life;
    }

    // ---- holder of the turn

    public Events events() {
        return events;
    }

    public int readyCount() {
        return turns.ready();
    }

    /// Whether other threads have sent something that nobody has looked at yet; any thread.
    boolean hasMail() {
        return !inbox.isEmpty();
    }

    /// Wakes the driver if it sleeps though there is mail: a sender could not. Any thread.
    void rouse() {
        if (hasMail()) {
            sleep.end(driver);
        }
    }

    public int liveCount() {
        return live.size();
    }

    public long turns() {
        return turns.count();
    }

    public void forEachLive(Consumer<Fiber> action) {
        live.forEach(action);
    }

    public @Nullable Fiber running() {
        return running;
    }

    public boolean isLoopFiber(Fiber fiber) {
        return fiber == loopFiber;
    }

    void ensureMayBlock(Fiber fiber) {
        if (fiber == loopFiber) {
            throw Strand.sneak(events.blockedInCallback());
        }
    }

    void running(@Nullable Fiber fiber) {
        running = fiber;
        runningThread = fiber == null ? null : fiber.thread();
    }

    void resuming(@Nullable Fiber fiber) {
        resuming = fiber;
    }

    /// Whether the calling thread is the carrier in the act of resuming `fiber`.
    boolean isResuming(Fiber fiber) {
        return resuming == fiber && driver.isDriving();
    }

    void enqueue(Fiber fiber) {
        if (!fiber.live && !fiber.isFinished() && isGreenlet(fiber)) {
            live.add(fiber);
        }
        turns.add(fiber);
    }

    private boolean isGreenlet(Fiber fiber) {
        return fiber != loopFiber && !(fiber instanceof RootFiber);
    }

    void retire(Fiber fiber) {
        live.remove(fiber);
        if (live.size() == 0) {
            events.idle();
        }
    }

    // ---- the driver

    /// Drives until the root has been resumed. Called by the root's thread, when it waits.
    void drive(Fiber root) {
        driver.enterAsRoot();
        while (!root.isResumed()) {
            turn(root);
            mishaps.throwLast();
            if (!driver.isDriving()) {
                driver.awaitOwnership(() -> send(new Call(() -> {})));
            }
        }
        driver.leave();
    }

    /// Drives until [#stop]. Called by a thread that does nothing else.
    public void driveUntilStopped() {
        driver.enterAlone();
        while (!life.isStopped()) {
            turn(null);
            if (life.isTerminated() || !driver.isDriving()) {
                return; // another thread has taken over, or nobody can
            }
        }
        driver.leave();
        die();
    }

    /// Drives until nobody is ready, or a slice is over. Called by a host's thread.
    ///
    /// @return true if somebody is still ready
    public boolean driveSlice() {
        driver.enter();
        sleep.over();
        turns.beginHostsSlice();
        try {
            while (!turns.isHostsSliceOver()) {
                Fiber next = turns.next();
                if (next == null) {
                    running(null);
                    return !sleep.fall();
                }
                next.dispatch();
                mishaps.none();
            }
            return true;
        } catch (Throwable e) {
            mishaps.add(e);
            return true;
        } finally {
            running(null);
            driver.leave();
        }
    }

    /// Nobody drives before a host is asked to: the first [#send] will ask.
    public void awaitHost() {
        driver.hosted();
        sleep.announce();
    }

    /// Has the loop run after the fibers that are ready now; holder of the turn.
    public void requestLoop() {
        if (loop.isResting()) {
            enqueue(loopFiber);
        }
    }

    /// Called by who drove last, when the hub has stopped; [#driveUntilStopped] does it by itself.
    public void end() {
        running(null);
        die();
    }

    /// Ends [#driveUntilStopped] and the loop fiber; holder of the turn.
    public void stop() {
        if (life.enter(Lifecycle.State.STOPPING)) {
            loopFiber.wakeHere(); // one that is in a round looks when that is over
        }
    }

    // ---- CARRIER: a pinned fiber takes its carrier with it

    /// The end of a dispatch; false if the hub has been taken from the calling thread meanwhile.
    boolean dispatched() {
        driver.awaitVerdict();
        boolean mine = driver.isDriving();
        if (mine) {
            running(null);
        }
        return mine;
    }

    Driver driver() {
        return driver;
    }

    LoopTask loop() {
        return loop;
    }

    /// The fiber that begins at once, on the stack that the fiber of the calling thread leaves,
    /// which has ended; null if the driver has to see to what is next.
    @Nullable CarrierFiber successor() {
        Fiber next = life.isStopping() ? null : heir();
        if (next instanceof CarrierFiber fiber && fiber.hasNoStack()) {
            running = fiber; // and its thread is the one that has the turn already
            return fiber;
        }
        turns.leave(next);
        return null;
    }

    /// One turn, or a sleep if there is none. Never throws: what would end the driver is a mishap.
    ///
    /// @param root on whose behalf the caller drives; null if there is none, or its thread is stuck
    void turn(@Nullable Fiber root) {
        try {
            Fiber next = turns.next();
            if (next == null) {
                sleep(root);
            } else if (!(next instanceof RootFiber)) { // that goes on when its thread is free
                next.dispatch();
            }
            mishaps.none();
        } catch (Throwable e) {
            mishaps.add(e);
        }
    }

    private void sleep(@Nullable Fiber root) {
        sleep.put();
        running(null);
        if (!sleep.fall()) {
            return;
        }
        if (root != null && !events.isAlive() && !isAnybodyOutside(root)) {
            sleep.over();
            events.stuck(root);
            return;
        }
        sleep.await(root);
        sleep.over();
    }

    /// Ends it at once: it cannot be driven any more.
    ///
    /// @return what everybody who waits is told
    Throwable giveUp(Throwable error) {
        life.enter(Lifecycle.State.STOPPING);
        life.enter(Lifecycle.State.TIDYING);
        Throwable end = events.broken(error);
        die();
        return end;
    }

    /// After the last turn: what is sent from now on is handled by the sender.
    void die() {
        if (life.enter(Lifecycle.State.TERMINATED)) {
            ALIVE.decrementAndGet();
            Watchdog.forget(this);
        }
        drainDead();
    }

    /// Nobody drives any more. Fibers that are started now are told that the hub is closed;
    /// whatever else comes is handled, so that no sender waits for an answer in vain.
    private void drainDead() {
        synchronized (inbox) {
            driver.enter();
            inbox.drain();
            driver.leave();
        }
    }

    /// Whether a live fiber, or a callback, waits for something that other threads do.
    public boolean isAnybodyOutside(@Nullable Fiber root) {
        return (root != null && root.isWaitOutside())
                || !loop.isResting()
                || live.anyMatch(Fiber::isWaitOutside);
    }

    // ---- the turn travels from fiber to fiber

    /// The fiber that gets the turn from another one; null if the driver does.
    @Nullable Fiber heir() {
        try {
            return turns.heir();
        } catch (Throwable e) {
            return mishaps.leave(e); // if it lasts, the driver meets it too, and knows what to do
        }
    }

    void returnTurn() {
        running(null);
        driver.giveTurn();
    }
}
