package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.LockSupport;

/// A thread that drives a scheduler in place of one that is stuck with a pinned fiber, until the
/// hub stops or the thread of the root is free again.
final class Rescue implements Runnable {

    private final Scheduler scheduler;
    private final Driver driver;
    private final CarrierFiber pinned;
    private final @Nullable Standstill standstill;

    private Rescue(
            Scheduler scheduler,
            Driver driver,
            CarrierFiber pinned,
            @Nullable Standstill standstill) {
        this.scheduler = scheduler;
        this.driver = driver;
        this.pinned = pinned;
        this.standstill = standstill;
    }

    /// Whether the hub can be taken from the thread that `fiber` runs on. Never from the loop
    /// fiber, whose lists are for the holder of the turn only.
    static boolean isPossible(Scheduler scheduler, Fiber fiber) {
        return fiber instanceof CarrierFiber
                && !scheduler.isLoopFiber(fiber)
                && scheduler.driver().isOwned();
    }

    /// Takes the hub from the thread that `fiber` waits on, for a new one, if it is stuck indeed;
    /// any thread but those of the hub.
    ///
    /// @param standstill what tells that it waits, where its state does not
    /// @return false if it was not taken
    static boolean begin(Scheduler scheduler, Fiber fiber, @Nullable Standstill standstill) {
        if (!(fiber instanceof CarrierFiber pinned) || !isPossible(scheduler, fiber)) {
            return false;
        }
        Driver driver = scheduler.driver();
        var rescue = new Rescue(scheduler, driver, pinned, standstill);
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
        return waits(carrier)
                && carrier == VirtualThreads.carrier(pinned.thread())
                && scheduler.running() == pinned
                && !pinned.hasGivenUpTurn();
    }

    /// One that runs again has used some processor time, or stands elsewhere.
    private boolean waits(Thread carrier) {
        return Watchdog.isWaiting(carrier.getState())
                || (standstill != null && standstill.stillLasts(carrier, pinned));
    }

    @Override
    public void run() {
        driver.awaitVerdict();
        while (driver.isDriving()) {
            if (driver.handBack()) {
                return;
            }
            if (scheduler.life().isStopped()) {
                end();
                return;
            }
            scheduler.turn(null);
            if (scheduler.life().isTerminated()) {
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
