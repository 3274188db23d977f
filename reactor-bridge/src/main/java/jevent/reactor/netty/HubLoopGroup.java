package jevent.reactor.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.util.concurrent.AbstractEventExecutorGroup;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;

import jevent.Hub;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The event loops of some hubs, seen as one group.
///
/// There are two views. The one for servers gives one loop after the other, so that connections go
/// to all hubs. In the one for clients, *colocated*, whoever is on one of the hubs gets that one.
final class HubLoopGroup extends AbstractEventExecutorGroup implements IoEventLoopGroup {

    private final List<HubEventLoop> loops;
    private final Promise<@Nullable Void> terminated;
    private final boolean colocated;
    private final AtomicInteger turn = new AtomicInteger();

    private HubLoopGroup(
            List<HubEventLoop> loops, Promise<@Nullable Void> terminated, boolean colocated) {
        this.loops = loops;
        this.terminated = terminated;
        this.colocated = colocated;
    }

    HubLoopGroup(List<Hub> hubs) {
        this(new ArrayList<>(), new DefaultPromise<>(GlobalEventExecutor.INSTANCE), false);
        for (Hub hub : hubs) {
            var inside = new NettyInside(this, hub);
            loops.add(inside.loop());
            hub.execute(() -> hub.loop().embed(inside));
        }
        GlobalEventExecutor.INSTANCE.execute(this::combine);
    }

    private void combine() {
        var ends = new PromiseCombiner(GlobalEventExecutor.INSTANCE);
        loops.forEach(loop -> ends.add(loop.terminationFuture()));
        ends.finish(terminated);
    }

    HubLoopGroup colocated() {
        return new HubLoopGroup(loops, terminated, true);
    }

    @Override
    public IoEventLoop next() {
        HubEventLoop here = colocated ? here() : null;
        return here == null ? inTurn() : here;
    }

    /// Leaves out those that end: a server that accepts on another one is still open.
    private HubEventLoop inTurn() {
        HubEventLoop loop = loops.getFirst();
        for (int i = 0; i < loops.size(); i++) {
            loop = loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
            if (!loop.isShuttingDown()) {
                break;
            }
        }
        return loop;
    }

    /// The loop of the hub that the caller runs on; null if it is none of these.
    private @Nullable HubEventLoop here() {
        Hub hub = Hub.currentOrNull();
        for (HubEventLoop loop : loops) {
            if (loop.hub() == hub) {
                return loop;
            }
        }
        return null;
    }

    @Override
    @Deprecated
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        return next().register(channel, promise);
    }

    @Override
    public Iterator<EventExecutor> iterator() {
        return List.<EventExecutor>copyOf(loops).iterator();
    }

    // ---- end

    /// Closes the hubs; their greenlets have `timeout` to end.
    void close(Duration timeout) {
        for (HubEventLoop loop : loops) {
            Hub hub = loop.hub();
            hub.tryExecute(() -> hub.close(timeout)); // from inside, which does not wait
        }
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        close(Duration.ofNanos(unit.toNanos(timeout)));
        return terminated;
    }

    @Override
    @Deprecated
    public void shutdown() {
        close(Duration.ZERO);
    }

    @Override
    public Future<?> terminationFuture() {
        return terminated;
    }

    @Override
    public boolean isShuttingDown() {
        return loops.stream().allMatch(loop -> loop.hub().isClosed());
    }

    @Override
    public boolean isShutdown() {
        return loops.stream().allMatch(HubEventLoop::isShutdown);
    }

    @Override
    public boolean isTerminated() {
        return terminated.isDone();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }
}
