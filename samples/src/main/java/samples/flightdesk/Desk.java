package samples.flightdesk;

import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.GlobalEventExecutor;

import jevent.Hub;
import jevent.reactor.Monos;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.resources.LoopResources;

import java.time.Duration;
import java.util.Locale;

/// The desk's HTTP server.
public final class Desk implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Hub hub = Hub.current();
    private final Database database;
    private final RouteDesk routes;
    private final DelayDesk delays;
    private final DisposableServer server;

    public Desk(
            LoopResources loops, int port, DataSet data, Database database, Directory directory) {
        this(loops, port, Limits.USUAL, data, database, directory);
    }

    Desk(
            LoopResources loops,
            int port,
            Limits limits,
            DataSet data,
            Database database,
            Directory directory) {
        var timetable = new Timetable(database);
        this.database = database;
        this.routes = new RouteDesk(timetable, directory, new Radar(data));
        this.delays = new DelayDesk(database, timetable, hub);
        this.server =
                Web.bind(
                        Web.server(port, limits)
                                .runOn(loops)
                                .channelGroup(new DefaultChannelGroup(GlobalEventExecutor.INSTANCE))
                                .route(this::route));
    }

    public int port() {
        return server.port();
    }

    private void route(HttpServerRoutes all) {
        all.get("/routes/{origin}/{destination}", Web.greenlet(hub, routes::answer))
                .get("/delays", Web.greenlet(hub, delays::answer))
                .get("/health", Web.greenlet(hub, request -> Reply.ok(health())))
                .route(request -> true, Web.greenlet(hub, Desk::nothingHere));
    }

    /// How the desk is.
    public record Health(
            String mode, int greenlets, long switches, int connections, int connectionsInUse) {}

    Health health() {
        var stats = hub.stats();
        var connections = database.metrics();
        return new Health(
                stats.mode().toString().toLowerCase(Locale.ROOT),
                stats.greenlets(),
                stats.switches(),
                connections.allocatedSize(),
                connections.acquiredSize());
    }

    /// Refuses what no handler takes.
    public static Reply nothingHere(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            throw Refusal.notAllowed("the desk does not take " + request.method(), "send a GET");
        }
        throw Refusal.notFound(
                "there is nothing at " + request.method() + " " + request.uri(),
                "try GET /routes/ORD/LAX, /delays?airport=ORD&limit=10 or /health");
    }

    /// Accepts no more, lets the requests under way finish, and after a grace cuts off the rest.
    @Override
    public void close() {
        Monos.await(
                Mono.fromRunnable(() -> server.disposeNow(GRACE)) // blocks, so not on the hub
                        .subscribeOn(Schedulers.boundedElastic())
                        .onErrorComplete(IllegalStateException.class));
    }
}
