package jevent.reactor.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

import jevent.Host;
import jevent.Hub;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A hub on a Netty event loop that is somebody else's.
///
/// ```java
/// Hub hub = NettyHost.open("on netty", channel.eventLoop());
/// ```
///
/// Greenlets run in tasks of the loop, a bounded number each, and `Monos.from`, subscribed on the
/// loop's thread, runs its greenlet there.
///
/// The trap: Netty's handlers run on the bare thread here. If one of them waits for a lock that a
/// greenlet holds, or is next to get, both wait for ever: the greenlet can only run on the thread
/// that waits. The watchdog reports it; nothing can undo it. So give Netty loops that are hubs
/// wherever you can: [HubLoopResources] has no such trap.
///
/// Close the hub before the loop: one that is shut down first takes the greenlets with it, see
/// [Host].
public final class NettyHost implements Host {

    private final EventLoop loop;

    private NettyHost(EventLoop loop) {
        this.loop = loop;
    }

    /// The loop as a host, for [Hub#host].
    ///
    /// @throws IllegalArgumentException if the loop is a hub's own
    public static NettyHost of(EventLoop loop) {
        Objects.requireNonNull(loop, "loop");
        if (loop instanceof HubEventLoop inner) {
            throw new IllegalArgumentException(
                    loop + " cannot host a hub, for it lives in one: use " + inner.hub());
        }
        return new NettyHost(loop);
    }

    /// A hub on the loop, which is the current hub of the loop's thread from its next task on.
    public static Hub open(String name, EventLoop loop) {
        return Hub.host(name, of(loop));
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public boolean isShutdown() {
        return loop.isShutdown();
    }

    @Override
    public boolean inLoop() {
        return loop.inEventLoop();
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        Future<?> timer = loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    @Override
    public String toString() {
        return "NettyHost of " + loop;
    }
}
