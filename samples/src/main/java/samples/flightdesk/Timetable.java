package samples.flightdesk;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;

import reactor.core.publisher.Flux;

import java.util.List;
import java.util.Objects;

/// What the desk asks its database.
public final class Timetable {

    private final Database database;

    Timetable(Database database) {
        this.database = database;
    }

    /// @throws Refusal 404 when there is no such airport
    Airport airport(String iata) {
        var found = database.list(connection -> airport(connection, iata));
        if (found.isEmpty()) {
            throw unknown(iata);
        }
        return found.getFirst();
    }

    List<RouteAnswer.Departure> flights(Route route) {
        return database.list(connection -> flights(connection, route));
    }

    Delays delays(Route route) {
        return database.list(connection -> delays(connection, route)).getFirst();
    }

    public static Refusal unknown(String iata) {
        return Refusal.notFound(
                "unknown airport " + iata,
                "the desk knows the airports of airports.csv, among them ORD, LAX and ATL");
    }

    /// One airport or none.
    public static Flux<Airport> airport(Connection connection, String iata) {
        return Database.rows(
                connection, "select * from airport where iata = $1", Timetable::readAirport, iata);
    }

    /// The flights of a route, oldest first.
    public static Flux<RouteAnswer.Departure> flights(Connection connection, Route route) {
        return Database.rows(
                connection,
                """
                select date, delay, distance from flight
                where origin = $1 and destination = $2 order by date\
                """,
                Timetable::readDeparture,
                route.origin(),
                route.destination());
    }

    /// One row, even if the route has no flights.
    public static Flux<Delays> delays(Connection connection, Route route) {
        return Database.rows(
                connection,
                """
                select count(*) flights,
                    cast(avg(delay) as double precision) mean,
                    cast(avg(case when delay > 15 then 1 else 0 end)
                        as double precision) late_share,
                    cast(percentile_cont(0.9) within group (order by delay)
                        as double precision) p90
                from flight where origin = $1 and destination = $2\
                """,
                Timetable::readDelays,
                route.origin(),
                route.destination());
    }

    /// The departures of an airport, the most delayed first.
    public static Flux<DelayRow> mostDelayed(Connection connection, String origin, int limit) {
        return Database.rows(
                connection,
                """
                select date, delay, distance, destination, city, state
                from flight join airport on iata = destination
                where origin = $1 order by delay desc, date, destination limit $2\
                """,
                Timetable::readDelayRow,
                origin,
                limit);
    }

    private static Airport readAirport(Row row) {
        return new Airport(
                text(row, "iata"),
                text(row, "name"),
                text(row, "city"),
                text(row, "state"),
                text(row, "country"),
                get(row, "latitude", Double.class),
                get(row, "longitude", Double.class));
    }

    private static RouteAnswer.Departure readDeparture(Row row) {
        return new RouteAnswer.Departure(
                text(row, "date"), number(row, "delay"), number(row, "distance"));
    }

    private static Delays readDelays(Row row) {
        return new Delays(
                get(row, "flights", Long.class),
                row.get("mean", Double.class),
                row.get("late_share", Double.class),
                row.get("p90", Double.class));
    }

    private static DelayRow readDelayRow(Row row) {
        return new DelayRow(
                text(row, "date"),
                number(row, "delay"),
                number(row, "distance"),
                text(row, "destination"),
                text(row, "city"),
                text(row, "state"));
    }

    private static String text(Row row, String column) {
        return get(row, column, String.class);
    }

    private static int number(Row row, String column) {
        return get(row, column, Integer.class);
    }

    private static <T> T get(Row row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
