package jevent.benchmarks.hello;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import java.io.IOException;
import java.time.Duration;

/// The servers that say hello, and the one that asks them.
@Timeout(60)
class HttpHelloTest {

    @ParameterizedTest
    @EnumSource
    void everyContenderSaysHello(HelloContender contender) {
        var loops = contender.loops();
        var server = HttpServer.create().runOn(loops).host("127.0.0.1").port(0);
        var bound = contender.answering(server).bindNow();
        try {
            var client = HttpClient.create().baseUrl("http://127.0.0.1:" + bound.port());
            for (int i = 0; i < 3; i++) {
                assertThat(ask(client)).isEqualTo("hello");
            }
        } finally {
            bound.disposeNow();
            loops.dispose();
        }
    }

    private static String ask(HttpClient client) {
        return client.get().responseContent().aggregate().asString().block(Duration.ofSeconds(30));
    }

    private static final String REPORT =
            """
            Running 5s test @ http://127.0.0.1:8081/
              1 threads and 64 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     0.90ms    2.71ms  59.85ms   98.01%
              Latency Distribution
                 50%  614.00us
                 75%  701.00us
                 90%    1.20ms
                 99%    4.04ms
              462565 requests in 5.00s, 37.06MB read
            Requests/sec:  92513.17
            """;

    @Test
    void whatWrkSaysIsUnderstood() throws IOException {
        assertThat(Wrk.parse(REPORT)).isEqualTo(new Wrk(462_565, 0.614, 4.04));
    }

    @Test
    void anErrorThatWrkHasSeenIsOne() {
        assertThatIOException()
                .isThrownBy(() -> Wrk.parse(REPORT + "  Non-2xx or 3xx responses: 7\n"))
                .withMessage("wrk has seen errors: Non-2xx or 3xx responses: 7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Socket errors: connect 0, read 0, write 0, timeout 41",
                "Socket errors: connect 0, read 3, write 0, timeout 0"
            })
    void whatIsMeasuredMissesNoAnswer(String errors) {
        assertThatIOException()
                .isThrownBy(() -> Wrk.parse(REPORT + "  " + errors + "\n"))
                .withMessage("wrk has seen errors: " + errors);
    }

    @Test
    void aColdServerMayBeLate() throws IOException {
        var late = REPORT + "  Socket errors: connect 0, read 0, write 0, timeout 41\n";
        assertThat(Wrk.parseCold(late)).isEqualTo(462_565);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Socket errors: connect 1, read 0, write 0, timeout 41",
                "Socket errors: connect 0, read 3, write 0, timeout 0",
                "Non-2xx or 3xx responses: 7"
            })
    void aColdServerIsNotWrong(String errors) {
        assertThatIOException()
                .isThrownBy(() -> Wrk.parseCold(REPORT + "  " + errors + "\n"))
                .withMessage("wrk has seen errors: " + errors);
    }
}
