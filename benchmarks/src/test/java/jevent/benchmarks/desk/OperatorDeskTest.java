package jevent.benchmarks.desk;

import static org.assertj.core.api.Assertions.assertThat;

import static samples.flightdesk.Json.JSON;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import reactor.netty.resources.LoopResources;

import samples.flightdesk.DataSet;
import samples.flightdesk.Database;
import samples.flightdesk.Desk;
import samples.flightdesk.DirectoryServer;
import samples.flightdesk.Drive;
import samples.flightdesk.Figures;
import samples.flightdesk.Oracle;
import samples.flightdesk.Question;
import samples.flightdesk.Questions;
import samples.flightdesk.Tally;
import samples.flightdesk.Where;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/// The twin answers as the sample does, by the sample's own oracle.
@Timeout(120) // loads everything, on a machine that may be busy
class OperatorDeskTest {

    private static final long SEED = 7;
    private static final int CLIENTS = 16;

    private static final DataSet DATA = DataSet.read();
    private static final Oracle ORACLE = new Oracle(SEED);
    private static final LoopResources LOOPS = LoopResources.create("twin", 1, true);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Database database;
    private static DirectoryServer upstream;
    private static OperatorDesk desk;

    @BeforeAll
    static void open() {
        database = Database.open();
        DeskContender.load(database, DATA);
        upstream = new DirectoryServer(DATA, SEED);
        desk = new OperatorDesk(LOOPS, DATA, database, upstream.port());
    }

    @AfterAll
    static void close() {
        desk.close();
        upstream.close();
        database.close();
        LOOPS.dispose();
        HTTP.close();
    }

    @Test
    void everyAnswerIsRightAndNoConnectionIsLost() throws InterruptedException {
        var questions = Questions.draw(DATA, SEED, 300);

        var tally = ask(questions);

        assertThat(tally.faults()).isEmpty();
        assertThat(tally.kinds()).containsExactly("delays", "hang-ups", "nonsense", "routes");
        assertThat(tally.all()).returns(300, Figures::requests).returns(0L, Figures::errors);
        assertThat(tally.all().fallbacks()).isPositive();
        while (desk.health().connectionsInUse() > 0) {
            Thread.sleep(Duration.ofMillis(5)); // the test's own time limit ends this
        }
    }

    private static Tally ask(List<Question> questions) {
        var tally = new Tally();
        Where.best()
                .run(loops -> {
                    new Drive(loops, desk.port(), questions, ORACLE, tally).run(CLIENTS);
                    return true;
                });
        return tally;
    }

    @ParameterizedTest
    @CsvSource({
        "/routes/QQQ/ORD, 404, unknown airport QQQ",
        "/routes/ORD/QQQ, 404, unknown airport QQQ",
        "/routes/ord/LAX, 400, origin 'ord' is not an airport code",
        "/delays?airport=QQQ, 404, unknown airport QQQ",
        "/delays, 400, the airport is missing",
        "/delays?airport=ORD&limit=0, 400, limit '0' is not a number from 1 to 10000",
        "/, 404, there is nothing at GET /"
    })
    void badInputIsRefusedWithAMessageThatHelps(String path, int status, String error)
            throws Exception {
        var answer = send("GET", path);

        assertThat(answer.statusCode()).isEqualTo(status);
        var message = JSON.readTree(answer.body());
        assertThat(message.path("error").asString()).contains(error);
        assertThat(message.path("hint").asString()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "POST"})
    void otherMethodsAreToldWhichOneToUse(String method) throws Exception {
        var answer = send(method, "/health");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void healthShowsTheConnections() throws Exception {
        var health = JSON.readValue(send("GET", "/health").body(), Desk.Health.class);

        assertThat(health.mode()).isEqualTo("operators");
        assertThat(health.connections()).isPositive();
    }

    private static HttpResponse<String> send(String method, String path) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + desk.port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
