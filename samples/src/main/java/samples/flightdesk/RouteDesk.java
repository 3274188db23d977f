package samples.flightdesk;

import jevent.pool.Scope;

import reactor.netty.http.server.HttpServerRequest;

/// `GET /routes/{origin}/{destination}`: everything there is to say about a route.
///
/// Five questions to three systems, asked at once: two over R2DBC, two over HTTP, one of RxJava.
/// Each is a greenlet that waits; when one fails, or the client goes away, the others are killed.
public final class RouteDesk {

    public static final int SIGHTINGS = 3;

    private final Timetable timetable;
    private final Directory directory;
    private final Radar radar;

    RouteDesk(Timetable timetable, Directory directory, Radar radar) {
        this.timetable = timetable;
        this.directory = directory;
        this.radar = radar;
    }

    Reply answer(HttpServerRequest request) {
        return Reply.ok(answer(Ask.route(request), RequestId.of(request)));
    }

    RouteAnswer answer(Route route, long request) {
        var from = timetable.airport(route.origin());
        var to = timetable.airport(route.destination());
        return Scope.call(questions -> {
            var origin = questions.spawn(() -> directory.details(from, request));
            var destination = questions.spawn(() -> directory.details(to, request));
            var delays = questions.spawn(() -> timetable.delays(route));
            var flights = questions.spawn(() -> timetable.flights(route));
            var sightings = questions.spawn(() -> radar.newest(route, SIGHTINGS));
            return new RouteAnswer(
                    origin.get(), destination.get(), delays.get(), flights.get(), sightings.get());
        });
    }
}
