package samples.flightdesk;

import static org.assertj.core.api.Assertions.assertThat;

import static samples.flightdesk.Json.JSON;

import jevent.Hub;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import reactor.netty.http.HttpResources;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// The desk as a stranger meets it: over a socket.
class DeskTest {

    private static final String ALL_DELAYS = "/delays?airport=ORD&limit=10000";

    private static final Hub HUB = Hub.open("desk");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Database database;
    private static DirectoryServer upstream;
    private static Desk desk;

    @BeforeAll
    static void open() {
        var data = DataSet.read();
        database = HUB.run(Database::open);
        HUB.run(() -> {
            new Loader(database, rows -> {}).load(data);
            return true;
        });
        upstream = HUB.run(() -> new DirectoryServer(data, 1));
        desk = HUB.run(() -> desk(data));
    }

    @AfterAll
    static void close() {
        HUB.run(() -> {
            desk.close();
            upstream.close();
            database.close();
            return true;
        });
        HUB.close();
        HTTP.close();
    }

    private static Desk desk(DataSet data) {
        var loops = HttpResources.get();
        return new Desk(loops, 0, data, database, new Directory(loops, upstream.port()));
    }

    @ParameterizedTest
    @CsvSource({
        "/routes/ORD/QQQ, 404, unknown airport QQQ",
        "/routes/QQQ/ORD, 404, unknown airport QQQ",
        "/routes/ord/LAX, 400, origin 'ord' is not an airport code",
        "/routes/ORD/L%20X, 400, destination",
        "/delays?airport=QQQ, 404, unknown airport QQQ",
        "/delays, 400, the airport is missing",
        "/delays?airport=, 400, airport '' is not an airport code",
        "/delays?airport=ORD&limit=0, 400, limit '0' is not a number from 1 to 10000",
        "/delays?airport=ORD&limit=-3, 400, limit '-3'",
        "/delays?airport=ORD&limit=10001, 400, limit '10001'",
        "/delays?airport=ORD&limit=ten, 400, limit 'ten'",
        "/delays?airport=ORD&limit=99999999999999999999, 400, limit",
        "/routes/ORD, 404, there is nothing at GET /routes/ORD",
        "/, 404, there is nothing at GET /"
    })
    void badInputIsRefusedWithAMessageThatHelps(String path, int status, String error)
            throws Exception {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        var message = JSON.readValue(answer.body(), Refusal.Message.class);
        assertThat(message.status()).isEqualTo(status);
        assertThat(message.error()).contains(error);
        assertThat(message.hint()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/delays?airport=%zz", "/delays?airport=ORD&limit=%", "/routes/%z/ORD"})
    void brokenEscapesAreRefused(String path) throws Exception {
        try (var client = RawClient.ask(desk.port(), path)) {
            assertThat(client.readAll()).contains("400 Bad Request").contains("\"hint\":");
        }
    }

    @Test
    void aLongMistakeIsNotSentBackWhole() throws Exception {
        assertThat(get("/routes/" + "X".repeat(3_000) + "/ORD").body())
                .contains("origin '" + "X".repeat(40) + "...'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "POST", "DELETE"})
    void otherMethodsAreToldWhichOneToUse(String method) throws Exception {
        var request =
                HttpRequest.newBuilder(uri("/health"))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void routeWithoutFlightsHasNoDelays() throws Exception {
        var answer = get("/routes/ORD/00M");

        assertThat(answer.statusCode()).isEqualTo(200);
        var route = JSON.readTree(answer.body());
        assertThat(route.at("/destination/name").asString()).isEqualTo("Thigpen");
        assertThat(route.at("/delays/flights").asInt()).isZero();
        assertThat(route.at("/delays/mean").isNull()).isTrue();
        assertThat(route.at("/flights").isEmpty()).isTrue();
        assertThat(route.at("/sightings").isEmpty()).isTrue();
    }

    @Test
    void delaysAreOneDocumentALine() throws Exception {
        var answer = get("/delays?airport=ORD&limit=3");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(answer.body().lines())
                .hasSize(3)
                .allSatisfy(row -> JSON.readValue(row, DelayRow.class));
    }

    @Test
    void healthShowsModeAndCounters() throws Exception {
        var health = JSON.readValue(get("/health").body(), Desk.Health.class);

        assertThat(health.mode()).isEqualToIgnoringCase(Hub.mode().name());
        assertThat(health.greenlets()).isPositive();
        assertThat(health.switches()).isPositive();
    }

    @Test
    void slowClientSlowsTheQueryAndStillGetsAllRows() throws Exception {
        try (var client = RawClient.ask(desk.port(), ALL_DELAYS)) {
            awaitConnectionsInUse(n -> n == 1);
            for (var i = 0; i < 20; i++) { // the others are served, it is not served to the end
                assertThat(get(ALL_DELAYS).statusCode()).isEqualTo(200);
            }
            assertThat(desk.health().connectionsInUse()).isEqualTo(1);

            assertThat(client.readRows()).isEqualTo(553);
        }
        awaitConnectionsInUse(n -> n == 0);
    }

    @Test
    void clientThatDisappearsFreesItsConnection() throws Exception {
        var client = RawClient.ask(desk.port(), ALL_DELAYS);
        awaitConnectionsInUse(n -> n == 1);

        client.vanish();

        awaitConnectionsInUse(n -> n == 0);
        await(health -> health.greenlets() == 0); // it has its end still before it
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + desk.port() + path);
    }

    private static void awaitConnectionsInUse(IntPredicate wanted) throws InterruptedException {
        await(health -> wanted.test(health.connectionsInUse()));
    }

    private static void await(Predicate<Desk.Health> wanted) throws InterruptedException {
        while (!wanted.test(desk.health())) {
            Thread.sleep(Duration.ofMillis(5)); // the test's own time limit ends this
        }
    }
}
