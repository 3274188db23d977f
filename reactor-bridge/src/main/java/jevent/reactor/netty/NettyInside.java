package jevent.reactor.netty;

import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.ThreadAwareExecutor;

import jevent.Hub;
import jevent.loop.EmbeddedLoop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Joins a Netty event loop to the loop of a hub.
///
/// The handshake of a wake-up: who adds a task sets `signalled` and, if it was not set, wakes the
/// hub; the loop fiber clears it, then looks for tasks.
final class NettyInside implements EmbeddedLoop, IoHandlerFactory {

    private final BareSelector selector = new BareSelector();
    private final IoHandlerFactory nio = NioIoHandler.newFactory(selector, selector);
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final HubEventLoop loop;

    /// Nobody runs a task any more.
    private volatile boolean ended;

    /// Set on the hub, before the first signal that anybody has to hear.
    private volatile Runnable wakeHub = () -> {};

    /// On the hub only.
    private boolean more;

    NettyInside(IoEventLoopGroup group, Hub hub) {
        this.loop = new HubEventLoop(group, hub, this);
    }

    HubEventLoop loop() {
        return loop;
    }

    @Override
    public IoHandler newHandler(ThreadAwareExecutor executor) {
        return new HubIoHandler(Objects.requireNonNull(nio).newHandler(executor), this::signal);
    }

    /// There is a task, or something has changed; any thread.
    ///
    /// @throws RejectedExecutionException if the task comes too late, for whoever has brought it
    private void signal() {
        if (ended) {
            throw new RejectedExecutionException(this + " has ended");
        }
        if (!signalled.get() && signalled.compareAndSet(false, true)) {
            wakeHub.run();
        }
    }

    // ---- for the hub

    @Override
    public void start(Runnable wakeup) {
        Thread fiber = Thread.currentThread();
        fiber.setName(loop.hub().name() + "-loop"); // for the logs of others
        loop.setOwningThread(fiber);
        wakeHub = wakeup;
    }

    @Override
    public boolean isDue() {
        return more || signalled.get() || loop.isEnding() || loop.nanosToNextTask() == 0;
    }

    @Override
    public void poll() {
        signalled.set(false); // before the look: what comes after it signals again
        more = false;
        more = loop.runReady();
    }

    @Override
    public void await(long nanos) throws IOException {
        more = selector.await(Math.min(nanos, loop.nanosToNextTask()));
    }

    @Override
    public void wakeup() {
        selector.wakeup();
    }

    @Override
    public void close() {
        loop.end(() -> ended = true);
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(this + " does not close its selector", e);
        }
    }

    @Override
    public String toString() {
        return loop.toString();
    }
}
