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
}
