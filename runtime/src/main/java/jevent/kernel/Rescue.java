package jevent.kernel;

import java.util.concurrent.locks.LockSupport;

/// A thread that drives a scheduler in place of one that is stuck with a pinned fiber, until the
/// hub stops or the thread of the root is free again.
final class Rescue implements Runnable {

    private final Scheduler scheduler;
    private final Driver driver;
    private final CarrierFiber pinned;

    private Rescue(Scheduler scheduler, Driver driver, CarrierFiber pinned) {
        this.scheduler = scheduler;
        this.driver = driver;
        this.pinned = pinned;
    }

    /// Takes the hub from the thread that `fiber` waits on, for a new one, if it is stuck indeed;
    /// any thread but those of the hub. Never from the loop fiber, whose lists are for the holder
    /// of the turn only.
    ///
    /// @return false if it was not taken
    static boolean begin(Scheduler scheduler, Fiber fiber) {
        Driver driver = scheduler.driver();
        if (!(fiber instanceof CarrierFiber pinned)
                || scheduler.isLoopFiber(fiber)
                || !driver.isOwned()) {
            return false;
        }
        var rescue = new Rescue(scheduler, driver, pinned);
        Thread rescuer =
                Thread.ofPlatform().daemon().name("jevent-rescue of " + pinned).unstarted(rescue);
        Thread replaced = driver.thread();
        driver.contest();
        try {
            return rescue.take(rescuer);
        } finally {
            driver.settle();
            LockSupport.unpark(replaced); // it may wait for the fiber, on behalf of another thread
        }
    }

    private boolean take(Thread rescuer) {
        if (!isStuck()) {
            return false;
        }
        try {
            rescuer.start(); // and waits for the verdict
        } catch (OutOfMemoryError e) {
            return false; // no thread to be had: better a hub that waits than one that nobody
            // drives
        }
        pinned.strand();
        pinned.loseTurn();
        scheduler.running(null);
        driver.replace(rescuer);
        return true;
    }

    /// Whether the fiber has the turn and waits, mounted. During a contest: should it go on from
    /// now on, it will see that.
    private boolean isStuck() {
        Thread carrier = VirtualThreads.carrier(pinned.thread());
        if (carrier == null || scheduler.running() != pinned) {
            return false;
        }
        // ORDERING: a thread has to stop for this, or to be stopped already: what it has done
        // before we see, and what it does afterwards sees the contest.
        carrier.getStackTrace();
        return Watchdog.isWaiting(carrier.getState())
                && carrier == VirtualThreads.carrier(pinned.thread())
                && scheduler.running() == pinned
                && !pinned.hasGivenUpTurn();
    }

    @Override
    public void run() {
        driver.awaitVerdict();
        while (driver.isDriving()) {
            if (driver.handBack()) {
                return;
            }
            if (scheduler.isStopped()) {
                end();
                return;
            }
            scheduler.turn(null);
            if (scheduler.isDead()) {
                return; // nobody can drive it any more
            }
        }
    }

    /// The last fiber has ended. If it was the one that kept the root's thread, that will be back
    /// in a moment, and ends the rest itself.
    private void end() {
        if (driver.isRooted()) {
            while (!driver.handBack()) {
                LockSupport.park(this);
            }
        } else {
            driver.leave();
            scheduler.die();
        }
    }
}
