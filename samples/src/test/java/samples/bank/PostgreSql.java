package samples.bank;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

import java.io.IOException;
import java.time.Duration;

/// Gives tests an [EmbeddedPostgres], one for all; skips them where it cannot run.
final class PostgreSql implements ParameterResolver {

    private static final Duration STARTUP = Duration.ofMinutes(1);

    /// Closed by JUnit after the last test.
    private record Server(EmbeddedPostgres postgres) implements AutoCloseable {

        static Server start() {
            try {
                return new Server(
                        EmbeddedPostgres.builder()
                                .setPGStartupWait(STARTUP)
                                .setServerConfig("max_connections", "200")
                                .start());
            } catch (IOException | IllegalStateException e) {
                throw new TestAbortedException("PostgreSQL does not start here: " + e, e);
            }
        }

        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == EmbeddedPostgres.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        Assumptions.assumeTrue(
                system.equals("Linux amd64"),
                () -> "the PostgreSQL of these tests is for Linux amd64, this is " + system);
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(PostgreSql.class))
                .computeIfAbsent(Server.class, type -> Server.start(), Server.class)
                .postgres();
    }
}
