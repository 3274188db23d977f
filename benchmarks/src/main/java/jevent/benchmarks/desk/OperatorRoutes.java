package jevent.benchmarks.desk;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

import samples.flightdesk.Airport;
import samples.flightdesk.Ask;
import samples.flightdesk.Radar;
import samples.flightdesk.Reply;
import samples.flightdesk.RequestId;
import samples.flightdesk.Route;
import samples.flightdesk.RouteAnswer;
import samples.flightdesk.RouteDesk;

/// `GET /routes/{origin}/{destination}`: five questions, zipped.
final class OperatorRoutes {

    private final OperatorTimetable timetable;
    private final OperatorDirectory directory;
    private final Radar radar;

    OperatorRoutes(OperatorTimetable timetable, OperatorDirectory directory, Radar radar) {
        this.timetable = timetable;
        this.directory = directory;
        this.radar = radar;
    }

    Mono<Reply> answer(HttpServerRequest request) {
        var route = Ask.route(request);
        var id = RequestId.of(request);
        return timetable
                .airport(route.origin())
                .flatMap(from ->
                        timetable
                                .airport(route.destination())
                                .flatMap(to -> answer(route, from, to, id)))
                .map(Reply::ok);
    }

    private Mono<RouteAnswer> answer(Route route, Airport from, Airport to, long request) {
        return Mono.zip(
                        directory.details(from, request),
                        directory.details(to, request),
                        timetable.delays(route),
                        timetable.flights(route),
                        Flux.from(radar.feed(route)).take(RouteDesk.SIGHTINGS).collectList())
                .map(all ->
                        new RouteAnswer(
                                all.getT1(), all.getT2(), all.getT3(), all.getT4(), all.getT5()));
    }
}
