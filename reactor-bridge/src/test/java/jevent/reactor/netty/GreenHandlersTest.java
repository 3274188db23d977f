package jevent.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.HubClosed;
import jevent.reactor.Monos;
import jevent.sync.AsyncResult;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// Handlers as plain code: what they answer, and what ends them.
@GreenTest(realTime = true, limitSeconds = 60)
class GreenHandlersTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private record Answer(int status, String body) {}

    private static Answer ask(Served served) {
        return ask(served.client());
    }

    private static Answer ask(HttpClient client) {
        Mono<Answer> answer =
                client.get()
                        .uri("/ada")
                        .responseSingle((response, body) ->
                                body.asString()
                                        .defaultIfEmpty("")
                                        .map(text -> new Answer(response.status().code(), text)));
        return Objects.requireNonNull(Monos.await(answer));
    }

    private static Answer answerOf(
            BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
        try (Served served = Served.by(handler)) {
            return ask(served);
        }
    }

    @Test
    void textIsWhatTheHandlerReturns() {
        assertThat(
                        answerOf(
                                GreenHandlers.text((request, response) -> {
                                    Green.sleep(1);
                                    return "hello " + request.path();
                                })))
                .isEqualTo(new Answer(200, "hello ada"));
    }

    @Test
    void bytesAreWhatTheHandlerReturns() {
        assertThat(answerOf(GreenHandlers.bytes((request, response) -> new byte[] {'a', 'b'})))
                .isEqualTo(new Answer(200, "ab"));
    }

    @Test
    void nothingIsAnEmptyBody() {
        assertThat(answerOf(GreenHandlers.text((request, response) -> null)))
                .isEqualTo(new Answer(200, ""));
    }

    @Test
    void statusIsSetOnTheResponse() {
        assertThat(
                        answerOf(
                                GreenHandlers.text((request, response) -> {
                                    response.status(404);
                                    return "who?";
                                })))
                .isEqualTo(new Answer(404, "who?"));
    }

    @Test
    void aHandlerMayAwaitWhatItSends() {
        assertThat(
                        answerOf(
                                GreenHandlers.sending((request, response) -> {
                                    var parts = Flux.just("a", "b", "c");
                                    return Monos.await(response.sendString(parts).then());
                                })))
                .isEqualTo(new Answer(200, "abc"));
    }

    @Test
    void anExceptionIsAnErrorOfTheServer() {
        GreenHandler<String> broken =
                (request, response) -> {
                    throw new IOException("broken");
                };
        assertThat(answerOf(GreenHandlers.text(broken)).status()).isEqualTo(500);
    }

    @Test
    void aClientThatGoesAwayKillsTheGreenlet() {
        var begun = AsyncResult.<Boolean>promise();
        var end = AsyncResult.<Throwable>promise();
        try (Served served =
                Served.by(
                        GreenHandlers.text((request, response) -> {
                            begun.set(true);
                            return sleepAndTell(end);
                        }))) {
            var asker = Green.spawn(() -> ask(served));
            begun.get();
            asker.kill();
            assertThat(end.get()).isInstanceOf(GreenletExit.class);
        }
    }

    private static String sleepAndTell(AsyncResult<Throwable> end) {
        try {
            Green.sleep(HOUR);
            return "overslept";
        } catch (Throwable e) {
            end.set(e);
            throw e;
        }
    }

    @Test
    void closingWhileRequestsAreServedKillsTheirGreenletsAndClosesTheConnections() {
        var ends = new CopyOnWriteArrayList<Throwable>();
        var begun = new CountDownLatch(8);
        Served served =
                Served.by(
                        2,
                        GreenHandlers.text((request, response) -> {
                            begun.countDown();
                            try {
                                Green.sleep(HOUR);
                                return "overslept";
                            } catch (Throwable e) {
                                ends.add(e);
                                throw e;
                            }
                        }));
        var askers =
                IntStream.range(0, 8)
                        .<Greenlet<?>>mapToObj(i -> Green.spawn(() -> askInVain(served)))
                        .toList();
        while (begun.getCount() > 0) {
            Green.sleep(1);
        }

        var group = served.loops().onServer(false);

        Monos.await(served.loops().disposeLater(Duration.ZERO, Duration.ofMillis(50)));

        Green.joinAll(askers);
        assertThat(ends).hasSize(8).allMatch(GreenletExit.class::isInstance);
        assertThat(served.loops().isDisposed()).isTrue();
        assertThatThrownBy(() -> served.hub().spawn(() -> "late")).isInstanceOf(HubClosed.class);
        assertThat(group.isTerminated()).isTrue();
    }

    /// The answer is that the server goes, or the connection ends without one.
    private static void askInVain(Served served) {
        try {
            assertThat(ask(served).status()).isEqualTo(503);
        } catch (Exception e) {
            assertThat(e).isInstanceOf(PrematureCloseException.class);
        }
    }

    @Test
    void whoAsksWhileTheHubClosesIsSentAwayAndWhoHasAskedIsAnswered() {
        var begun = AsyncResult.<Boolean>promise();
        var end = AsyncResult.<String>promise();
        Served served =
                Served.by(
                        GreenHandlers.text((request, response) -> {
                            begun.trySet(true);
                            return end.get();
                        }));
        var other = HttpClient.create().remoteAddress(served.server()::address);
        var first = Green.spawn(() -> ask(other));
        begun.get();

        served.loops().disposeLater(Duration.ZERO, HOUR).subscribe();
        while (!served.loops().isDisposed()) {
            Green.sleep(1);
        }

        assertThat(ask(other)).isEqualTo(new Answer(503, ""));
        end.set("at last");
        assertThat(first.get()).isEqualTo(new Answer(200, "at last"));
    }

    /// Nothing is read of a body that nobody asks for, and so not that its client has left.
    @Test
    void aClientThatLeavesAfterHalfOfABodyIsMissedByWhoReadsIt() throws Exception {
        var begun = AsyncResult.<Boolean>promise();
        var left = AsyncResult.<Boolean>promise();
        var reading = AsyncResult.<Boolean>promise();
        var end = AsyncResult.<Throwable>promise();
        try (Served served =
                Served.by(
                        GreenHandlers.text((request, response) -> {
                            begun.set(true);
                            left.get();
                            reading.set(true);
                            return tell(
                                    end,
                                    () -> Monos.await(request.receive().aggregate().asString()));
                        }))) {
            var address = (InetSocketAddress) served.server().address();
            try (var client = new Socket(address.getAddress(), address.getPort())) {
                var half = "POST /ada HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\nhalf.";
                client.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
                begun.get();
            }
            left.set(true);
            assertThat(reading.get()).isTrue();
            assertThat(end.get()).isInstanceOfAny(GreenletExit.class, AbortedException.class);
        }
    }

    private static String tell(AsyncResult<Throwable> end, Callable<String> body) throws Exception {
        try {
            return body.call();
        } catch (Throwable e) {
            end.set(e);
            throw e;
        }
    }

    @Test
    void closingAgainChangesNothing() {
        Served served = Served.by(GreenHandlers.text((request, response) -> "hello"));
        assertThat(ask(served).body()).isEqualTo("hello");
        served.close();
        served.close();
        Monos.await(served.loops().disposeLater());
    }
}
