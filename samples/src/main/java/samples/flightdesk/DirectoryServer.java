package samples.flightdesk;

import jevent.Green;
import jevent.Hub;
import jevent.reactor.Monos;

import org.jspecify.annotations.Nullable;

import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServerRequest;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Somebody else's service: an airport directory with a hub of its own, which is late or fails now
/// and then.
public final class DirectoryServer implements AutoCloseable {

    private static final Duration LATE = Duration.ofSeconds(1);

    private final Map<String, Airport> airports;
    private final long seed;
    private final Duration late;
    private final Hub hub = Hub.open("directory");
    private final DisposableServer server;

    public DirectoryServer(DataSet data, long seed) {
        this(data, seed, LATE);
    }

    /// @param late how much later than others a late answer comes
    DirectoryServer(DataSet data, long seed, Duration late) {
        this.airports =
                data.airports().stream()
                        .collect(Collectors.toMap(Airport::iata, Function.identity()));
        this.seed = seed;
        this.late = late;
        this.server =
                Web.bind(
                        Web.server(0)
                                .route(all ->
                                        all.get(
                                                "/airports/{iata}",
                                                Web.greenlet(hub, this::airport))));
    }

    public int port() {
        return server.port();
    }

    private Reply airport(HttpServerRequest request) {
        @Nullable Airport airport = airports.get(String.valueOf(request.param("iata")));
        if (airport == null) {
            throw Refusal.notFound("no such airport", "ask for one of airports.csv");
        }
        return switch (Fate.of(seed, RequestId.of(request), airport.iata())) {
            case PROMPT -> Reply.ok(airport);
            case BROKEN -> new Reply.Document(500, Map.of("error", "out of order"));
            case LATE -> {
                Green.sleep(late);
                yield Reply.ok(airport);
            }
        };
    }

    @Override
    public void close() {
        server.dispose();
        Monos.await(server.onDispose());
        hub.close();
    }
}
