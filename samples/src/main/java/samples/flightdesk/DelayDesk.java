package samples.flightdesk;

import jevent.Hub;
import jevent.flow.Emitter;
import jevent.reactor.Fluxes;

import reactor.netty.http.server.HttpServerRequest;

/// `GET /delays?airport=ORD&limit=n`: the most delayed departures of an airport, one a line.
///
/// A loop that reads a row and sends it. `send` waits until the client has room, so a slow client
/// slows the query; a client that goes away kills the greenlet, and its connection goes home.
final class DelayDesk {

    private final Database database;
    private final Timetable timetable;
    private final Hub hub;

    DelayDesk(Database database, Timetable timetable, Hub hub) {
        this.database = database;
        this.timetable = timetable;
        this.hub = hub;
    }

    Reply answer(HttpServerRequest request) {
        var airport = timetable.airport(Ask.airport(request));
        var limit = Ask.limit(request);
        return new Reply.Stream(
                Fluxes.<DelayRow>from(hub, client -> send(client, airport.iata(), limit)));
    }

    private void send(Emitter<DelayRow> client, String origin, int limit) {
        try (var lease = database.lease();
                var rows =
                        Fluxes.iterate(Timetable.mostDelayed(lease.connection(), origin, limit))) {
            for (var row : rows) {
                client.send(row);
            }
        }
    }
}
