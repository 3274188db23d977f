package samples.flightdesk;

import io.r2dbc.h2.CloseableConnectionFactory;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;

import jevent.reactor.Monos;

import org.reactivestreams.Publisher;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/// An embedded database behind its reactive driver.
///
/// The driver speaks in publishers; everything here waits for them with `await`, so that a
/// connection is leased and given back as files always were: with `try`. A greenlet that is killed
/// leaves its `try` too, so nothing leaks when a client hangs up.
public final class Database implements AutoCloseable {

    static final int CONNECTIONS = 16;

    private final CloseableConnectionFactory memory;
    private final ConnectionPool pool;

    private Database(CloseableConnectionFactory memory, Limits limits) {
        this.memory = memory;
        var configuration =
                ConnectionPoolConfiguration.builder(memory)
                        .initialSize(CONNECTIONS)
                        .maxSize(CONNECTIONS)
                        .maxAcquireTime(limits.connection())
                        .build();
        this.pool = new ConnectionPool(configuration);
    }

    public static Database open() {
        return patient(Limits.USUAL);
    }

    static Database patient(Limits limits) {
        var memory = H2ConnectionFactory.inMemory("desk-" + UUID.randomUUID());
        var database = new Database(memory, limits);
        Monos.await(database.pool.warmup()); // to open them takes longer than a request may wait
        return database;
    }

    /// A connection of the pool, until it is closed. What is not committed then is rolled back.
    record Lease(Connection connection) implements AutoCloseable {
        @Override
        public void close() {
            await(connection.close());
        }
    }

    /// A connection, when there is one to spare; a [Refusal] if that takes too long.
    public Mono<Connection> connection() {
        return pool.create().onErrorMap(R2dbcTimeoutException.class, Database::busy);
    }

    private static Refusal busy(R2dbcTimeoutException e) {
        return Refusal.busy(
                "all " + CONNECTIONS + " connections to the database are in use",
                "ask again in a moment");
    }

    /// Waits for a connection.
    ///
    /// @throws Refusal 503 when it has waited too long
    Lease lease() {
        return new Lease(one(connection()));
    }

    /// The rows of a query, all at once.
    <T> List<T> list(String sql, Function<Row, T> read, Object... arguments) {
        return list(connection -> rows(connection, sql, read, arguments));
    }

    /// The same for a query that has a name.
    <T> List<T> list(Function<Connection, Flux<T>> query) {
        try (var lease = lease()) {
            return one(query.apply(lease.connection()).collectList());
        }
    }

    /// The rows of a query, as the reader asks for them; the connection is the caller's.
    static <T> Flux<T> rows(
            Connection connection, String sql, Function<Row, T> read, Object... arguments) {
        return Flux.from(bind(connection.createStatement(sql), arguments).execute())
                .concatMap(result -> result.map((row, metadata) -> read.apply(row)));
    }

    static Statement bind(Statement statement, Object... arguments) {
        for (var i = 0; i < arguments.length; i++) {
            statement.bind(i, arguments[i]);
        }
        return statement;
    }

    /// Waits for the end of a publisher that sends nothing that matters.
    static void await(Publisher<?> publisher) {
        Monos.await(Mono.from(publisher));
    }

    /// Waits for the one thing that a publisher sends.
    private static <T> T one(Mono<T> publisher) {
        return Objects.requireNonNull(Monos.await(publisher), "an answer");
    }

    public PoolMetrics metrics() {
        return pool.getMetrics().orElseThrow();
    }

    @Override
    public void close() {
        await(pool.disposeLater());
        await(memory.close());
    }
}
