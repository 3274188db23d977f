package samples.flightdesk;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;

import jevent.Green;

import reactor.core.publisher.Flux;

import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;

/// Fills the database from the files, in one transaction: either all rows are there or none is.
public final class Loader {

    private static final int BATCH = 500;

    private static final List<String> SCHEMA =
            List.of(
                    """
                    create table airport(
                        iata varchar(4) primary key, name varchar not null, city varchar not null,
                        state varchar not null, country varchar not null,
                        latitude double precision not null, longitude double precision not null)\
                    """,
                    """
                    create table flight(
                        date char(16) not null, delay int not null, distance int not null,
                        origin varchar(4) not null references airport,
                        destination varchar(4) not null references airport)\
                    """,
                    "create index flight_route on flight(origin, destination, date, delay, distance)",
                    """
                    create index flight_delay
                    on flight(origin, delay desc, date, destination, distance)\
                    """);

    private final Database database;
    private final IntConsumer progress;

    /// @param progress told how many rows each batch has added
    public Loader(Database database, IntConsumer progress) {
        this.database = database;
        this.progress = progress;
    }

    public void load(DataSet data) {
        for (var table : SCHEMA) {
            database.list(table, row -> row);
        }
        try (var lease = database.lease()) {
            var connection = lease.connection();
            Database.await(connection.beginTransaction());
            insertAll(connection, "airport", data.airports(), Loader::values);
            insertAll(connection, "flight", data.flights(), Loader::values);
            Database.await(connection.commitTransaction());
        }
    }

    private <T> void insertAll(
            Connection connection, String table, List<T> rows, Function<T, Object[]> values) {
        for (var from = 0; from < rows.size(); from += BATCH) {
            var batch = rows.subList(from, Math.min(from + BATCH, rows.size()));
            insert(connection, table, batch.stream().map(values).toList());
            progress.accept(batch.size());
            Green.yieldNow(); // H2 computes in the caller, without a wait: let others have a turn
        }
    }

    private static void insert(Connection connection, String table, List<Object[]> rows) {
        var width = rows.getFirst().length;
        var marks = String.join(", ", Collections.nCopies(width, "?"));
        var insert = connection.createStatement("insert into " + table + " values(" + marks + ")");
        for (var i = 0; i < rows.size(); i++) {
            Database.bind(i == 0 ? insert : insert.add(), rows.get(i));
        }
        Database.await(Flux.from(insert.execute()).flatMap(Result::getRowsUpdated).then());
    }

    private static Object[] values(Airport a) {
        return new Object[] {
            a.iata(), a.name(), a.city(), a.state(), a.country(), a.latitude(), a.longitude()
        };
    }

    private static Object[] values(Flight f) {
        return new Object[] {f.date(), f.delay(), f.distance(), f.origin(), f.destination()};
    }
}
