package jevent.benchmarks.desk;

import org.reactivestreams.Publisher;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.resources.LoopResources;

import samples.flightdesk.DataSet;
import samples.flightdesk.Database;
import samples.flightdesk.Desk;
import samples.flightdesk.Radar;
import samples.flightdesk.Refusal;
import samples.flightdesk.Reply;
import samples.flightdesk.Web;

import java.util.function.BiFunction;
import java.util.function.Function;

/// The desk's HTTP server, without a greenlet: every handler is a `Mono`.
final class OperatorDesk implements AutoCloseable {

    private final Database database;
    private final OperatorRoutes routes;
    private final OperatorDelays delays;
    private final DisposableServer server;

    /// @param upstream port of the airport directory
    OperatorDesk(LoopResources loops, DataSet data, Database database, int upstream) {
        var timetable = new OperatorTimetable(database);
        var directory = new OperatorDirectory(loops, upstream);
        this.database = database;
        this.routes = new OperatorRoutes(timetable, directory, new Radar(data));
        this.delays = new OperatorDelays(timetable);
        this.server = Web.server(0).runOn(loops).route(this::route).bindNow();
    }

    int port() {
        return server.port();
    }

    private void route(HttpServerRoutes all) {
        all.get("/routes/{origin}/{destination}", answering(routes::answer))
                .get("/delays", answering(delays::answer))
                .get("/health", answering(request -> Mono.just(Reply.ok(health()))))
                .route(request -> true, answering(OperatorDesk::nothingHere));
    }

    Desk.Health health() {
        var connections = database.metrics();
        return new Desk.Health(
                "operators", 0, 0, connections.allocatedSize(), connections.acquiredSize());
    }

    private static Mono<Reply> nothingHere(HttpServerRequest request) {
        return Mono.fromSupplier(() -> Desk.nothingHere(request));
    }

    private static BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answering(
            Function<HttpServerRequest, Mono<Reply>> handler) {
        return (request, response) ->
                Mono.defer(() -> handler.apply(request))
                        .onErrorResume(Refusal.class, refusal -> Mono.just(refusal.reply()))
                        .onErrorResume(e -> Mono.just(Web.failed(request, e)))
                        .flatMap(reply -> Web.write(reply, response));
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
