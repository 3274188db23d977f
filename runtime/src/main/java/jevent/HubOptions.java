package jevent;

import jevent.loop.Clock;

/// How a hub with a thread of its own is made; for [Hub#open(HubOptions)].
///
/// ```java
/// Hub deep = Hub.open(HubOptions.named("deep").withStackSize(8 << 20));
/// ```
///
/// @param name of the hub and its thread
/// @param daemon whether the thread keeps the process alive no longer than others do
/// @param stackSize of the thread in bytes, 0 for the JDK's default. In CARRIER mode it bounds how
///   deep greenlets may recurse; in BATON mode they run on the JDK's threads, so that only the
///   option `-Xss` of the process does
/// @param clock where the hub's time comes from
public record HubOptions(String name, boolean daemon, long stackSize, Clock clock) {

    /// A daemon thread, the default stack, the system's clock.
    public static HubOptions named(String name) {
        return new HubOptions(name, true, 0, Clock.SYSTEM);
    }

    public HubOptions withDaemon(boolean value) {
        return new HubOptions(name, value, stackSize, clock);
    }

    public HubOptions withStackSize(long bytes) {
        return new HubOptions(name, daemon, bytes, clock);
    }

    public HubOptions withClock(Clock value) {
        return new HubOptions(name, daemon, stackSize, value);
    }
}
