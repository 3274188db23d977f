package samples.flightdesk;

import static org.assertj.core.api.Assertions.assertThat;

import static samples.flightdesk.Json.JSON;

import jevent.Hub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import reactor.netty.http.HttpResources;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Clients that read nothing, or ask nothing, do not hold up the others.
@Timeout(120) // each loads everything
class PatienceTest {

    private static final String ALL_DELAYS = "/delays?airport=ORD&limit=10000";
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration HOUR = Duration.ofHours(1);

    /// A desk with limits of its own, and what it stands on.
    private record Shop(Hub hub, Database database, DirectoryServer upstream, Desk desk)
            implements AutoCloseable {

        static Shop open(Limits limits) {
            Hub hub = Hub.open("desk");
            return hub.run(() -> {
                var data = DataSet.read();
                var database = Database.patient(limits);
                new Loader(database, rows -> {}).load(data);
                var upstream = new DirectoryServer(data, 1);
                var loops = HttpResources.get();
                var directory = new Directory(loops, upstream.port());
                return new Shop(
                        hub,
                        database,
                        upstream,
                        new Desk(loops, 0, limits, data, database, directory));
            });
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            try (var http = HttpClient.newHttpClient()) {
                var uri = URI.create("http://127.0.0.1:" + desk.port() + path);
                return http.send(
                        HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            }
        }

        List<RawClient> stall(int readers) throws IOException {
            var stalled = new ArrayList<RawClient>();
            for (var i = 0; i < readers; i++) {
                stalled.add(RawClient.ask(desk.port(), ALL_DELAYS));
            }
            return stalled;
        }

        void awaitConnectionsInUse(IntPredicate wanted) throws InterruptedException {
            while (!wanted.test(desk.health().connectionsInUse())) {
                Thread.sleep(Duration.ofMillis(5)); // the test's own time limit ends this
            }
        }

        @Override
        public void close() {
            hub.run(() -> {
                desk.close();
                upstream.close();
                database.close();
                return true;
            });
            hub.close();
        }
    }

    @Test
    void whoFindsAllConnectionsInUseIsToldSo() throws Exception {
        try (var shop = Shop.open(new Limits(SHORT, HOUR, HOUR))) {
            var stalled = shop.stall(Database.CONNECTIONS);
            shop.awaitConnectionsInUse(n -> n == Database.CONNECTIONS);

            for (var path : List.of("/routes/ORD/LAX", ALL_DELAYS)) {
                var answer = shop.get(path);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(JSON.readValue(answer.body(), Refusal.Message.class).error())
                        .isEqualTo("all 16 connections to the database are in use");
            }
            assertThat(shop.get("/health").statusCode()).isEqualTo(200);

            for (var client : stalled) {
                client.vanish();
            }
            shop.awaitConnectionsInUse(n -> n == 0);
            assertThat(shop.get("/routes/ORD/LAX").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoDoesNotReadIsCutOffAndTheNextOneServed() throws Exception {
        try (var shop = Shop.open(new Limits(HOUR, SHORT, HOUR))) {
            var stalled = shop.stall(Database.CONNECTIONS);

            assertThat(shop.get("/routes/ORD/LAX").statusCode()).isEqualTo(200);
            shop.awaitConnectionsInUse(n -> n == 0);

            for (var client : stalled) {
                assertThat(rows(client)).isLessThan(553);
                client.close();
            }
        }
    }

    /// How many have arrived, if the connection has not been reset before.
    private static long rows(RawClient client) {
        try {
            return client.readRows();
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void whoAsksNothingIsDisconnected() throws Exception {
        try (var shop = Shop.open(new Limits(HOUR, HOUR, SHORT));
                var silent = RawClient.connect(shop.desk().port())) {
            assertThat(silent.readAll()).isEmpty();
        }
    }
}
