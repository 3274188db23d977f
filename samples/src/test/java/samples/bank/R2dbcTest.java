package samples.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import jevent.Green;
import jevent.reactor.Monos;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// PostgreSQL's R2DBC driver and its pool, awaited. Every other transfer waits inside the JDK as
/// well, as if it asked another service on the way.
@ExtendWith(PostgreSql.class)
@GreenTest(realTime = true, limitSeconds = 110)
class R2dbcTest {

    private static final int CONNECTIONS = 8;
    private static final int TRANSFERS = 200;

    /// Gets a connection from the pool for each transfer.
    private static class R2dbcTeller implements Teller, AutoCloseable {

        final ConnectionPool pool;

        R2dbcTeller(EmbeddedPostgres postgres, int connections) {
            var driver =
                    PostgresqlConnectionConfiguration.builder()
                            .host("localhost")
                            .port(postgres.getPort())
                            .username("postgres")
                            .database("postgres")
                            .build();
            pool =
                    new ConnectionPool(
                            ConnectionPoolConfiguration.builder(
                                            new PostgresqlConnectionFactory(driver))
                                    .maxSize(connections)
                                    .build());
        }

        @Override
        public void move(Transfer transfer) throws Exception {
            Connection connection = Objects.requireNonNull(Monos.await(pool.create()));
            boolean committed = false;
            try {
                begin(connection);
                moveWith(connection, transfer);
                await(connection.commitTransaction());
                committed = true;
            } finally { // two waits: whoever is killed has them left in peace
                if (!committed) {
                    await(connection.rollbackTransaction());
                }
                await(connection.close());
            }
        }

        /// Shielded: if its wait is cancelled, the driver does not know of the transaction that the
        /// server begins all the same, and a rollback does nothing.
        private static void begin(Connection connection) throws Exception {
            Green.shield(() -> await(connection.beginTransaction()));
        }

        final void moveWith(Connection connection, Transfer transfer) throws Exception {
            boolean upwards = transfer.from() < transfer.to(); // no two wait for each other
            update(connection, upwards ? Transfer.TAKE : Transfer.GIVE, transfer);
            halfWay(transfer);
            update(connection, upwards ? Transfer.GIVE : Transfer.TAKE, transfer);
            var note =
                    connection
                            .createStatement(Transfer.NOTE)
                            .bind(0, transfer.id())
                            .bind(1, transfer.from())
                            .bind(2, transfer.to())
                            .bind(3, transfer.amount());
            assertThat(rows(note.execute())).isOne();
        }

        @Override
        public void halfWay(Transfer transfer) throws Exception {
            if (transfer.id() % 2 == 0) {
                Green.blocking(() -> {
                    Thread.sleep(2);
                    return true;
                });
            }
        }

        private static void update(Connection connection, String sql, Transfer transfer) {
            var update =
                    connection
                            .createStatement(sql)
                            .bind(0, transfer.amount())
                            .bind(1, sql.equals(Transfer.TAKE) ? transfer.from() : transfer.to());
            assertThat(rows(update.execute())).isOne();
        }

        private static long rows(Publisher<? extends Result> results) {
            return Objects.requireNonNull(
                    Monos.await(
                            Flux.from(results)
                                    .concatMap(Result::getRowsUpdated)
                                    .reduce(0L, Long::sum)));
        }

        static void await(Publisher<Void> step) {
            Monos.await(Mono.from(step));
        }

        @Override
        public int lent() {
            return pool.getMetrics().orElseThrow().acquiredSize();
        }

        @Override
        public void close() {
            await(pool.disposeLater());
        }
    }

    @Test
    void noMoneyIsLostAndEveryConnectionComesHome(EmbeddedPostgres postgres) throws Exception {
        var bank = new Bank(postgres.getPostgresDatabase());
        try (var teller = new R2dbcTeller(postgres, CONNECTIONS)) {
            var rush = new Rush(teller);
            rush.run(TRANSFERS);

            rush.verify(bank);

            assertThat(lendAll(teller.pool)).isEqualTo(CONNECTIONS);
        }
    }

    private static int lendAll(ConnectionPool pool) {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            all.add(Objects.requireNonNull(Monos.await(pool.create())));
        }
        all.forEach(connection -> R2dbcTeller.await(connection.close()));
        return all.size();
    }

    @Test
    void aTransferWithoutATransactionIsFoundOut(EmbeddedPostgres postgres) throws Exception {
        var bank = new Bank(postgres.getPostgresDatabase());
        var broken =
                new R2dbcTeller(postgres, CONNECTIONS) {
                    @Override
                    public void move(Transfer transfer) throws Exception {
                        Connection connection = Objects.requireNonNull(Monos.await(pool.create()));
                        try {
                            moveWith(connection, transfer);
                        } finally {
                            await(connection.close());
                        }
                    }

                    @Override
                    public void halfWay(Transfer transfer) throws Exception {
                        if (transfer.id() == 0) {
                            Rush.die();
                        }
                    }
                };
        try (broken) {
            var rush = new Rush(broken);
            rush.run(TRANSFERS);

            assertThatThrownBy(() -> bank.audit(Set.of())).hasMessageContaining("all the money");
        }
    }
}
