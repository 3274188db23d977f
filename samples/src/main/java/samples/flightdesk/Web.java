package samples.flightdesk;

import static samples.flightdesk.Json.JSON;

import static java.lang.System.Logger.Level.ERROR;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;

import jevent.Hub;
import jevent.reactor.Monos;

import org.reactivestreams.Publisher;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.BiFunction;

/// All that stands between reactor-netty and straight-line code: a request becomes a greenlet, and
/// what the greenlet returns becomes the response.
public final class Web {

    public static final String LOOPBACK = "127.0.0.1";

    private static final System.Logger LOG = System.getLogger(Web.class.getName());

    private Web() {}

    /// Answers one request; runs in a greenlet, so it may wait for whatever it likes.
    interface Handler {
        Reply answer(HttpServerRequest request) throws Exception;
    }

    /// A server on loopback. Its buffers are small, so that a slow reader is felt after some rows
    /// and not after some megabytes.
    public static HttpServer server(int port) {
        return server(port, Limits.USUAL);
    }

    static HttpServer server(int port, Limits limits) {
        return HttpServer.create()
                .host(LOOPBACK)
                .port(port)
                .idleTimeout(limits.idle())
                .doOnConnection(client -> client.addHandlerFirst(new Stalled(limits.writing())))
                .childOption(ChannelOption.SO_SNDBUF, 16 * 1024)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(8 * 1024, 16 * 1024));
    }

    static DisposableServer bind(HttpServer server) {
        return Objects.requireNonNull(Monos.await(server.bind()), "a server");
    }

    static BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> greenlet(
            Hub hub, Handler handler) {
        return (request, response) ->
                Monos.from(hub, () -> answer(handler, request))
                        .flatMap(reply -> write(reply, response));
    }

    private static Reply answer(Handler handler, HttpServerRequest request) {
        try {
            return handler.answer(request);
        } catch (Refusal refusal) {
            return refusal.reply();
        } catch (Exception e) {
            return failed(request, e);
        }
    }

    /// What the client reads when the handler has failed; the log tells the rest.
    public static Reply failed(HttpServerRequest request, Throwable e) {
        LOG.log(ERROR, "cannot answer " + request.method() + " " + request.uri(), e);
        return new Reply.Document(
                500, new Refusal.Message(500, e.toString(), "see the desk's own log"));
    }

    public static Mono<Void> write(Reply reply, HttpServerResponse response) {
        return switch (reply) {
            case Reply.Document(var status, var body) ->
                    response.status(status)
                            .header("Allow", "GET") // a must with 405, a help with the others
                            .header("Content-Type", "application/json")
                            .sendObject(Unpooled.wrappedBuffer(bytes(body)))
                            .then();
            case Reply.Stream(var rows) ->
                    response.header("Content-Type", "application/x-ndjson")
                            .send(rows.map(row -> Unpooled.wrappedBuffer(bytes(row))))
                            .then()
                            .onErrorResume(
                                    Refusal.class, // before the first row it can still be told
                                    refusal -> write(refusal.reply(), response));
        };
    }

    private static byte[] bytes(Object body) {
        return (JSON.writeValueAsString(body) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
