package jevent.benchmarks.desk;

import static samples.flightdesk.Json.JSON;

import static java.lang.System.Logger.Level.WARNING;

import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import samples.flightdesk.Airport;
import samples.flightdesk.AirportDetails;
import samples.flightdesk.AirportDetails.Source;
import samples.flightdesk.Directory;
import samples.flightdesk.RequestId;
import samples.flightdesk.Web;

/// The airport directory: over HTTP, within the sample's patience, or not at all.
///
/// The timeout is on Reactor's own timer, as one writes it, and that is another thread: now and
/// then it closes a connection that the event loop has given to the next request meanwhile. That
/// one is answered by the fallback, too, and logged; it happens while the server is cold.
final class OperatorDirectory {

    private static final System.Logger LOG = System.getLogger(OperatorDirectory.class.getName());

    private final HttpClient http;

    OperatorDirectory(LoopResources loops, int port) {
        var connections =
                ConnectionProvider.builder("directory")
                        .maxConnections(256)
                        .pendingAcquireMaxCount(-1)
                        .build();
        this.http =
                HttpClient.create(connections)
                        .runOn(loops)
                        .baseUrl("http://" + Web.LOOPBACK + ":" + port);
    }

    Mono<AirportDetails> details(Airport ours, long request) {
        return ask(ours.iata(), request)
                .timeout(Directory.PATIENCE, Mono.empty())
                .onErrorResume(e -> {
                    LOG.log(
                            WARNING,
                            "no answer from the directory about " + ours.iata() + ": " + e);
                    return Mono.empty();
                })
                .defaultIfEmpty(new AirportDetails(ours, Source.fallback));
    }

    /// The details; nothing if the directory has none to give.
    private Mono<AirportDetails> ask(String iata, long request) {
        return http.headers(headers -> headers.set(RequestId.HEADER, request))
                .get()
                .uri("/airports/" + iata)
                .responseSingle(
                        (head, body) -> body.asString().filter(text -> head.status().code() == 200))
                .map(text -> JSON.readValue(text, Airport.class))
                .map(airport -> new AirportDetails(airport, Source.directory));
    }
}
