package jevent;

import jevent.kernel.Scheduler;

/// The thread of a hub that has one of its own.
final class HubThread {

    private final Thread thread;

    HubThread(Scheduler scheduler, HubOptions options) {
        this.thread =
                Thread.ofPlatform()
                        .name("jevent-" + options.name())
                        .daemon(options.daemon())
                        .stackSize(options.stackSize())
                        .unstarted(scheduler::driveUntilStopped);
    }

    void start() {
        thread.start();
    }

    /// Waits until it has ended; an interrupt of the caller is kept for later.
    void join() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
