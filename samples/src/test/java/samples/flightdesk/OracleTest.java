package samples.flightdesk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// An oracle that is always content proves nothing: here are wrong answers.
class OracleTest {

    private static final Question FEW = new Question.MostDelayed("00M", 5);
    private static final Question ROUTE = new Question.About(new Route("ORD", "00M"));
    private static final Question NONSENSE = new Question.Nonsense("/departures", 404);

    private static final String RIGHT =
            """
            {"origin":{"iata":"ORD","name":"Chicago O'Hare International","city":"Chicago",
             "state":"IL","country":"USA","latitude":41.979595,"longitude":-87.90446417,
             "source":"fallback"},
             "destination":{"iata":"00M","name":"Thigpen","city":"Bay Springs","state":"MS",
             "country":"USA","latitude":31.95376472,"longitude":-89.23450472,"source":"fallback"},
             "delays":{"flights":0,"mean":null,"lateShare":null,"p90":null},
             "flights":[],"sightings":[]}\
            """;

    private final Oracle oracle = new Oracle(1);

    @Test
    void rightAnswerPasses() {
        assertThat(oracle.fault(ROUTE, 0, new Exchange(200, RIGHT))).isEmpty();
        assertThat(oracle.fault(FEW, 0, new Exchange(200, ""))).isEmpty();
    }

    @Test
    void wrongStatusIsNoticed() {
        assertThat(oracle.fault(ROUTE, 0, new Exchange(500, RIGHT))).isPresent();
        assertThat(oracle.fault(NONSENSE, 0, new Exchange(200, "{}"))).isPresent();
    }

    @Test
    void wrongFigureIsNoticed() {
        var wrong = RIGHT.replace("\"flights\":0", "\"flights\":1");

        assertThat(oracle.fault(ROUTE, 0, new Exchange(200, wrong))).isPresent();
    }

    @Test
    void wrongAirportIsNoticed() {
        var wrong = RIGHT.replace("Thigpen", "Thigpem");

        assertThat(oracle.fault(ROUTE, 0, new Exchange(200, wrong))).isPresent();
    }

    @Test
    void rowTooManyIsNoticed() {
        assertThat(oracle.fault(FEW, 0, new Exchange(200, "{}\n"))).isPresent();
    }

    @Test
    void refusalWithoutAMessageIsNoticed() {
        assertThat(oracle.fault(NONSENSE, 0, new Exchange(404, "{\"status\":404,\"hint\":\"\"}")))
                .isPresent();
    }
}
