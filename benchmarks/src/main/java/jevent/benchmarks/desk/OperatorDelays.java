package jevent.benchmarks.desk;

import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

import samples.flightdesk.Ask;
import samples.flightdesk.Reply;

/// `GET /delays?airport=ORD&limit=n`: rows as the client asks for them.
final class OperatorDelays {

    private final OperatorTimetable timetable;

    OperatorDelays(OperatorTimetable timetable) {
        this.timetable = timetable;
    }

    Mono<Reply> answer(HttpServerRequest request) {
        return timetable
                .airport(Ask.airport(request))
                .map(airport ->
                        new Reply.Stream(
                                timetable.mostDelayed(airport.iata(), Ask.limit(request))));
    }
}
