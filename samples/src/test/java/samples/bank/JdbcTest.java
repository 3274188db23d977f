package samples.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import jevent.Green;
import jevent.Hub;
import jevent.Mode;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// PostgreSQL's JDBC driver and HikariCP. In CARRIER mode they are called as they are, and every
/// other time inside `Green.blocking`, as always in BATON mode.
@ExtendWith(PostgreSql.class)
@GreenTest(realTime = true, limitSeconds = 110)
class JdbcTest {

    private static final int CONNECTIONS = 8;
    private static final int TRANSFERS = 200;

    /// Gets a connection from HikariCP for each transfer.
    private static class JdbcTeller implements Teller, AutoCloseable {

        final HikariDataSource pool;

        JdbcTeller(EmbeddedPostgres postgres, int connections) {
            var configuration = new HikariConfig();
            configuration.setDataSource(postgres.getPostgresDatabase());
            configuration.setMaximumPoolSize(connections);
            pool = new HikariDataSource(configuration);
        }

        @Override
        public final void move(Transfer transfer) throws Exception {
            if (Hub.mode() == Mode.CARRIER && transfer.id() % 2 == 0) {
                lease(transfer);
            } else {
                Green.blocking(() -> {
                    lease(transfer);
                    return true;
                });
            }
        }

        void lease(Transfer transfer) throws Exception {
            try (var connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    moveWith(connection, transfer);
                    connection.commit();
                } catch (Throwable e) {
                    rollback(connection, e);
                    throw e;
                }
            }
        }

        /// A kill may have broken the connection: that is not the reason, and does not hide it.
        private static void rollback(Connection connection, Throwable reason) {
            try {
                connection.rollback();
            } catch (SQLException e) {
                reason.addSuppressed(e);
            }
        }

        final void moveWith(Connection connection, Transfer transfer) throws Exception {
            boolean upwards = transfer.from() < transfer.to(); // no two wait for each other
            update(connection, upwards ? Transfer.TAKE : Transfer.GIVE, transfer);
            halfWay(transfer);
            update(connection, upwards ? Transfer.GIVE : Transfer.TAKE, transfer);
            try (var note = connection.prepareStatement(Transfer.jdbc(Transfer.NOTE))) {
                note.setInt(1, transfer.id());
                note.setInt(2, transfer.from());
                note.setInt(3, transfer.to());
                note.setInt(4, transfer.amount());
                assertThat(note.executeUpdate()).isOne();
            }
        }

        private static void update(Connection connection, String sql, Transfer transfer)
                throws SQLException {
            try (var update = connection.prepareStatement(Transfer.jdbc(sql))) {
                update.setInt(1, transfer.amount());
                update.setInt(2, sql.equals(Transfer.TAKE) ? transfer.from() : transfer.to());
                assertThat(update.executeUpdate()).isOne();
            }
        }

        @Override
        public int lent() {
            return pool.getHikariPoolMXBean().getActiveConnections();
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    @Test
    void noMoneyIsLostAndEveryConnectionComesHome(EmbeddedPostgres postgres) throws Exception {
        var bank = new Bank(postgres.getPostgresDatabase());
        try (var teller = new JdbcTeller(postgres, CONNECTIONS)) {
            var rush = new Rush(teller);
            rush.run(TRANSFERS);

            rush.verify(bank);

            assertThat(lendAll(teller.pool)).isEqualTo(CONNECTIONS);
        }
    }

    private static int lendAll(HikariDataSource pool) throws SQLException {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            var connection = pool.getConnection();
            assertThat(connection.isValid(10)).isTrue();
            all.add(connection);
        }
        for (var connection : all) {
            connection.close();
        }
        return all.size();
    }

    @Test
    void aTransferWithoutATransactionIsFoundOut(EmbeddedPostgres postgres) throws Exception {
        var bank = new Bank(postgres.getPostgresDatabase());
        var broken =
                new JdbcTeller(postgres, CONNECTIONS) {
                    @Override
                    void lease(Transfer transfer) throws Exception {
                        try (var connection = pool.getConnection()) {
                            moveWith(connection, transfer);
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

    @Test
    void aConnectionThatIsForgottenIsFoundOut(EmbeddedPostgres postgres) throws Exception {
        var bank = new Bank(postgres.getPostgresDatabase());
        var forgetful =
                new JdbcTeller(postgres, CONNECTIONS) {
                    @Override
                    void lease(Transfer transfer) throws Exception {
                        super.lease(transfer);
                        if (transfer.id() == 0) {
                            assertThat(pool.getConnection()).isNotNull();
                        }
                    }
                };
        try (forgetful) {
            var rush = new Rush(forgetful);
            rush.run(TRANSFERS);

            assertThatThrownBy(() -> rush.verify(bank)).hasMessageContaining("that are out");
        }
    }
}
