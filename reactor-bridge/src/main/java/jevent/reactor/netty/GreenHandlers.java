package jevent.reactor.netty;

import io.netty.channel.EventLoop;

import jevent.GreenletExit;
import jevent.Hub;
import jevent.HubClosed;
import jevent.reactor.Monos;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;

/// Handlers for reactor-netty's HTTP server that are plain code, one greenlet a request.
///
/// ```java
/// HttpServer.create()
///         .runOn(loops)
///         .route(routes -> routes.get("/user/{id}", GreenHandlers.text((request, response) -> {
///             User user = Monos.await(users.findById(request.param("id")));
///             return "hello " + user.name();
///         })));
/// ```
///
/// The greenlet runs on the hub whose loop the connection belongs to ([HubLoopResources]), or that
/// the connection's event loop hosts ([NettyHost]), else on the shared hub. The answer is written
/// by the event loop.
///
/// *The client goes away*: the greenlet is killed, and its `finally` runs. *An exception* answers
/// with status 500. *Close* of the hub kills what is left after the grace, and refuses what comes
/// meanwhile; such a request is answered with status 503 and the end of its connection, if there is
/// still one, so that a client may ask another server.
public final class GreenHandlers {

    /// HTTP's 503; as a number, for Netty's own name of it is in a module that we do not read.
    private static final int SERVICE_UNAVAILABLE = 503;

    private GreenHandlers() {}

    /// Answers with text.
    public static BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> text(
            GreenHandler<String> handler) {
        Objects.requireNonNull(handler, "handler");
        return (request, response) ->
                response.sendString(
                        run(request, response, () -> handler.handle(request, response)));
    }

    /// Answers with bytes.
    public static BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> bytes(
            GreenHandler<byte[]> handler) {
        Objects.requireNonNull(handler, "handler");
        return (request, response) ->
                response.sendByteArray(
                        run(request, response, () -> handler.handle(request, response)));
    }

    /// Runs a handler that sends its answer itself, by awaiting it. One that sends nothing answers
    /// with headers only. What it returns does not matter.
    ///
    /// ```java
    /// GreenHandlers.sending((request, response) -> {
    ///     Flux<String> lines = Fluxes.from(out -> {
    ///         try (var file = open(request.param("name"))) {
    ///             for (var line = file.read(); line != null; line = file.read()) out.send(line);
    ///         }
    ///     });
    ///     return Monos.await(response.sendString(lines).then());
    /// })
    /// ```
    public static BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> sending(
            GreenHandler<?> handler) {
        Objects.requireNonNull(handler, "handler");
        return (request, response) ->
                run(
                        request,
                        response,
                        () -> {
                            handler.handle(request, response);
                            return null;
                        });
    }

    private static <T> Mono<T> run(
            HttpServerRequest request,
            HttpServerResponse response,
            Callable<? extends @Nullable T> body) {
        var loop = new EventLoop[1];
        request.withConnection(connection -> loop[0] = connection.channel().eventLoop());
        Hub hub = Hub.currentOrNull();
        return new LoopMono<>(Monos.from(body), loop[0], error -> sendAway(hub, error, response));
    }

    /// Tells a client whose greenlet the closing of the hub has ended, or never let begin, that
    /// another server may answer; if it can still be told anything.
    private static boolean sendAway(
            @Nullable Hub hub, Throwable error, HttpServerResponse response) {
        boolean closing =
                (error instanceof HubClosed || error instanceof GreenletExit)
                        && hub != null
                        && hub.isClosed()
                        && !response.hasSentHeaders();
        if (closing) {
            response.status(SERVICE_UNAVAILABLE).keepAlive(false);
        }
        return closing;
    }
}
