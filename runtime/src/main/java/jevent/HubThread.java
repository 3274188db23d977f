package jevent;

import jevent.kernel.RootFiber;

import org.jspecify.annotations.Nullable;

/// Whose thread a hub has.
///
/// | kind | who drives, and when |
/// | --- | --- |
/// | [Caller] | the platform thread that has asked for the hub, while it waits |
/// | [Own] | a thread that does nothing else, until the hub stops |
/// | [Hosted] | the thread of a host, in tasks of one slice each |
///
/// A hub that has embedded a foreign loop, such as Netty's, has a thread of its own: there the loop
/// lives in the hub, and not the hub on the loop. A rescuer or an heir may come to drive in place
/// of each of them; the kind stays.
sealed interface HubThread {

    /// The calling platform thread.
    record Caller(RootFiber root) implements HubThread {

        static Caller of(Hub hub) {
            return new Caller(
                    new RootFiber(hub.scheduler(), "thread " + Thread.currentThread().getName()));
        }
    }

    /// A thread of the hub's own.
    record Own(Thread thread) implements HubThread {

        static Own of(Hub hub, HubOptions options) {
            return new Own(
                    Thread.ofPlatform()
                            .name("jevent-" + options.name())
                            .daemon(options.daemon())
                            .stackSize(options.stackSize())
                            .unstarted(hub.scheduler()::driveUntilStopped));
        }
    }

    /// The thread of a host.
    record Hosted(Pump pump) implements HubThread {

        static Hosted of(Hub hub, Host host) {
            return new Hosted(new Pump(hub, host));
        }

        /// False if the host is lost, and another thread drives or will.
        @Override
        public boolean request() {
            return pump.request();
        }
    }

    /// Asks for the thread; false if that is not how it comes to drive.
    default boolean request() {
        return false;
    }

    /// What waits on behalf of the thread, if it drives while it waits; else null.
    default @Nullable RootFiber root() {
        return null;
    }
}
