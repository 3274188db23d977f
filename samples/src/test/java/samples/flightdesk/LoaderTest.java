package samples.flightdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.R2dbcException;

import jevent.Green;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(120) // starts H2, on a machine that may be busy
class LoaderTest {

    private static final Airport ORD =
            new Airport("ORD", "O'Hare", "Chicago", "IL", "USA", 42, -88);

    @Test
    void allRowsAreThere() {
        Green.run(() -> {
            var data = DataSet.read();
            var loaded = new AtomicInteger();
            try (var database = Database.open()) {
                new Loader(database, loaded::addAndGet).load(data);

                assertThat(count(database, "flight")).isEqualTo(10_000);
                assertThat(count(database, "airport")).isEqualTo(3_376);
                assertThat(loaded).hasValue(data.rows());
                assertThat(database.metrics().acquiredSize()).isZero();
            }
            return true;
        });
    }

    @Test
    void oneBadRowAndNoneIsThere() {
        var toNowhere = new Flight("2001/01/01 00:47", 66, 1750, "ORD", "QQQ");
        var data = new DataSet(List.of(toNowhere), List.of(ORD));
        Green.run(() -> {
            try (var database = Database.open()) {
                assertThatThrownBy(() -> new Loader(database, rows -> {}).load(data))
                        .isInstanceOf(R2dbcException.class);

                assertThat(count(database, "airport")).isZero();
                assertThat(database.metrics().acquiredSize()).isZero();
            }
            return true;
        });
    }

    private static long count(Database database, String table) {
        var sql = "select count(*) from " + table;
        return database.list(sql, row -> Objects.requireNonNull(row.get(0, Long.class))).getFirst();
    }
}
