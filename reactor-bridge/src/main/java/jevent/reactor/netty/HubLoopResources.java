package jevent.reactor.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;

import jevent.Hub;
import jevent.HubClosed;
import jevent.HubOptions;

import reactor.core.publisher.Mono;
import reactor.netty.FutureMono;
import reactor.netty.resources.LoopResources;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// Event loops for reactor-netty, each of which is a hub.
///
/// ```java
/// try (var loops = HubLoopResources.create("http", 2)) {
///     HttpServer.create().runOn(loops).port(8080).handle(hello).bindNow().onDispose().block();
/// }
/// ```
///
/// Netty's handlers and Reactor's operators run on the hub's loop fiber, in turn with its
/// greenlets, all on one thread. So `Monos.from`, subscribed in a handler, runs its greenlet there;
/// a client with the same resources, called by that greenlet, connects and completes there; and a
/// lock may be shared by greenlets, pipelines and other threads: waiting for it does not stop the
/// hub (in CARRIER mode).
///
/// A greenlet that keeps the loop for too long is reported by its name.
///
/// *Close* and *dispose* close the hubs: greenlets have the timeout to end, are killed after that,
/// and then the channels are closed. Dispose the server first, so that no new requests come; if it
/// is still there, what connects meanwhile is closed as well. After that the loops refuse tasks
/// with a `RejectedExecutionException`.
public final class HubLoopResources implements LoopResources, AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final List<Hub> hubs;
    private final HubLoopGroup group;
    private final EventLoopGroup colocated;

    private HubLoopResources(List<Hub> hubs) {
        this.hubs = hubs;
        this.group = new HubLoopGroup(hubs);
        this.colocated = LoopResources.colocate(group.colocated());
    }

    /// One hub for each processor.
    public static HubLoopResources create(String name) {
        return create(name, Runtime.getRuntime().availableProcessors());
    }

    /// A number of hubs.
    ///
    /// @param name of the hubs and their threads; they are numbered if there are several
    /// @param hubs how many
    /// @throws IllegalStateException if the Netty on the class path is too old
    public static HubLoopResources create(String name, int hubs) {
        if (hubs < 1) {
            throw new IllegalArgumentException(name + " needs at least one hub, not " + hubs);
        }
        NettyVersion.explain(() -> HubEventLoop.class); // before there is a thread to be stopped
        return new HubLoopResources(
                IntStream.range(0, hubs)
                        .mapToObj(i -> hubs == 1 ? name : name + "-" + i)
                        .map(HubOptions::named)
                        .map(Hub::open)
                        .toList());
    }

    /// The hubs: for what is to run beside the handlers.
    public List<Hub> hubs() {
        return hubs;
    }

    /// @throws HubClosed if they are closed: nothing would ever be bound
    @Override
    public EventLoopGroup onServer(boolean useNative) {
        ensureOpen();
        return group;
    }

    /// A client that is called on one of the hubs connects there.
    ///
    /// @throws HubClosed if they are closed: nothing would ever connect
    @Override
    public EventLoopGroup onClient(boolean useNative) {
        ensureOpen();
        return colocated;
    }

    private void ensureOpen() {
        if (isDisposed()) {
            throw new HubClosed(this + " are closed: create other ones for this server or client");
        }
    }

    @Override
    public boolean daemon() {
        return true;
    }

    /// Closes the hubs when subscribed; completes when they are closed.
    ///
    /// @param quietPeriod is not waited for: the greenlets say when they have ended
    /// @param timeout how long they have
    @Override
    public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
        return FutureMono.deferFuture(() -> terminate(timeout));
    }

    @SuppressWarnings("unchecked") // nobody looks at the value
    private Future<Void> terminate(Duration timeout) {
        group.close(timeout);
        return (Future<Void>) group.terminationFuture();
    }

    @Override
    public boolean isDisposed() {
        return group.isShuttingDown();
    }

    /// Closes the hubs and waits until they are closed; greenlets have 5 s to end.
    @Override
    public void close() {
        group.close(GRACE); // all at once
        hubs.forEach(Hub::close);
    }

    @Override
    public String toString() {
        return "HubLoopResources" + hubs;
    }
}
