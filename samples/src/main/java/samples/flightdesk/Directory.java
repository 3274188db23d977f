package samples.flightdesk;

import static samples.flightdesk.Json.JSON;

import static java.lang.System.Logger.Level.WARNING;

import jevent.Timeout;

import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import samples.flightdesk.AirportDetails.Source;

import java.time.Duration;
import java.util.Optional;

/// The airport directory, as the desk sees it: over HTTP, within 150 ms, or not at all.
public final class Directory {

    private static final System.Logger LOG = System.getLogger(Directory.class.getName());

    public static final Duration PATIENCE = Duration.ofMillis(150);

    private final HttpClient http;
    private final Duration patience;

    public Directory(LoopResources loops, int port) {
        this(loops, port, PATIENCE);
    }

    Directory(LoopResources loops, int port, Duration patience) {
        this.patience = patience;
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

    /// What the directory says about an airport, or what we know ourselves if it is late or fails.
    AirportDetails details(Airport ours, long request) {
        var fallback = new AirportDetails(ours, Source.fallback);
        return Timeout.callOr(patience, fallback, () -> ask(ours.iata(), request).orElse(fallback));
    }

    private Optional<AirportDetails> ask(String iata, long request) {
        try {
            var reply = Exchange.get(http, "/airports/" + iata, request);
            return reply.status() == 200
                    ? Optional.of(
                            new AirportDetails(
                                    JSON.readValue(reply.body(), Airport.class), Source.directory))
                    : Optional.empty();
        } catch (Exception e) { // a timeout and a kill are no exceptions, and pass
            LOG.log(WARNING, "no answer from the airport directory about " + iata + ": " + e);
            return Optional.empty();
        }
    }
}
