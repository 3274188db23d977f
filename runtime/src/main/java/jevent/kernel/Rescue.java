package jevent.kernel;

/// A thread that drives a scheduler in place of one that is stuck with a pinned fiber, until the
/// hub stops or the root is back.
final class Rescue implements Runnable {

    private final Scheduler scheduler;
    private final Driver driver;
    private final CarrierFiber pinned;

    private Rescue(Scheduler scheduler, Driver driver, CarrierFiber pinned) {
        this.scheduler = scheduler;
        this.driver = driver;
        this.pinned = pinned;
    }

    static boolean begin(Scheduler scheduler, Driver driver, CarrierFiber pinned) {
        pinned.strand();
        Thread.ofPlatform()
                .daemon()
                .name("jevent-rescue of " + pinned)
                .start(new Rescue(scheduler, driver, pinned));
        return true;
    }

    @Override
    public void run() {
        driver.enter();
        pinned.loseTurn();
        scheduler.running(null);
        while (!scheduler.isStopped()) {
            Fiber next = scheduler.next();
            if (next instanceof RootFiber root) {
                driver.handBack(root.thread());
                return;
            }
            if (next == null) {
                scheduler.sleep(null);
            } else {
                next.dispatch();
            }
            if (!driver.isDriving()) {
                return;
            }
        }
        driver.leave();
        scheduler.die();
    }
}
