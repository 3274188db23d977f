package samples.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

import javax.sql.DataSource;

/// Some accounts and a ledger, looked at from outside: by a connection of its own.
final class Bank {

    static final int ACCOUNTS = 16;

    private static final int START = 1_000;

    private static final String TABLES =
            """
            drop table if exists account, ledger;
            create table account (id int primary key, balance int not null);
            create table ledger
                (id int primary key, origin int not null, target int not null, amount int not null);
            insert into account select n, %d from generate_series(0, %d) n
            """
                    .formatted(START, ACCOUNTS - 1);

    /// Accounts whose balance is not what the ledger says.
    private static final String WRONG =
            """
            select count(*) from account a where balance <> %d
                + (select coalesce(sum(amount), 0) from ledger where target = a.id)
                - (select coalesce(sum(amount), 0) from ledger where origin = a.id)
            """
                    .formatted(START);

    /// Sessions that hold a transaction open and do nothing in it.
    private static final String IDLE =
            "select count(*) from pg_stat_activity where state like 'idle in transaction%'";

    private final DataSource database;

    Bank(DataSource database) throws SQLException {
        this.database = database;
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(TABLES);
        }
    }

    /// No money was made or lost, each account is as the ledger says, and all that was promised to
    /// be done is in there.
    void audit(Set<Integer> done) throws SQLException {
        try (var connection = database.getConnection()) {
            assertThat(number(connection, "select sum(balance) from account"))
                    .as("all the money")
                    .isEqualTo(ACCOUNTS * START);
            assertThat(number(connection, WRONG)).as("wrong accounts").isZero();
            assertThat(ledger(connection)).as("ledger").containsAll(done);
        }
    }

    /// How many transactions have been left open.
    int openTransactions() {
        try (var connection = database.getConnection()) {
            return number(connection, IDLE);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }

    private static Set<Integer> ledger(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select id from ledger")) {
            Set<Integer> ids = new HashSet<>();
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
            return ids;
        }
    }
}
