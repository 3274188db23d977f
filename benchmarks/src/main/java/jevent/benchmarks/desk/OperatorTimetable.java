package jevent.benchmarks.desk;

import io.r2dbc.spi.Connection;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import samples.flightdesk.Airport;
import samples.flightdesk.Database;
import samples.flightdesk.DelayRow;
import samples.flightdesk.Delays;
import samples.flightdesk.Route;
import samples.flightdesk.RouteAnswer;
import samples.flightdesk.Timetable;

import java.util.List;
import java.util.function.Function;

/// The sample's queries; a connection is held for as long as its rows are read.
final class OperatorTimetable {

    private final Database database;

    OperatorTimetable(Database database) {
        this.database = database;
    }

    Mono<Airport> airport(String iata) {
        return query(connection -> Timetable.airport(connection, iata))
                .singleOrEmpty()
                .switchIfEmpty(Mono.error(() -> Timetable.unknown(iata)));
    }

    Mono<List<RouteAnswer.Departure>> flights(Route route) {
        return query(connection -> Timetable.flights(connection, route)).collectList();
    }

    Mono<Delays> delays(Route route) {
        return query(connection -> Timetable.delays(connection, route)).single();
    }

    Flux<DelayRow> mostDelayed(String origin, int limit) {
        return query(connection -> Timetable.mostDelayed(connection, origin, limit));
    }

    private <T> Flux<T> query(Function<Connection, Flux<T>> query) {
        return Flux.usingWhen(database.connection(), query, Connection::close);
    }
}
