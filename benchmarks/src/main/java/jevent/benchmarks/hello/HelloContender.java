package jevent.benchmarks.hello;

import io.netty.channel.EventLoop;

import jevent.Hub;
import jevent.reactor.Monos;
import jevent.reactor.netty.GreenHandlers;
import jevent.reactor.netty.HubLoopResources;
import jevent.reactor.netty.NettyHost;

import org.reactivestreams.Publisher;

import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

import java.util.concurrent.atomic.AtomicBoolean;

/// Who answers, each on one event loop of Netty's. The word comes from a `Mono` that this loop
/// completes, a turn later.
enum HelloContender {
    /// Greenlets of a hub that the event loop lives in.
    JEVENT_NETTY("jevent-netty") {
        @Override
        LoopResources loops() {
            return HubLoopResources.create("hello", 1);
        }

        @Override
        HttpServer answering(HttpServer server) {
            return inGreenlets(server);
        }
    },

    /// Greenlets of a hub that lives in the event loop.
    JEVENT_HOSTED("jevent-hosted") {
        @Override
        HttpServer answering(HttpServer server) {
            var first = new AtomicBoolean(true);
            return inGreenlets(server)
                    .doOnConnection(connection -> {
                        if (first.getAndSet(false)) {
                            NettyHost.open("hello", connection.channel().eventLoop());
                        }
                    });
        }
    },

    /// Greenlets of a hub on a thread of its own.
    JEVENT_OWN("jevent-own") {
        @Override
        HttpServer answering(HttpServer server) {
            var hub = Hub.open("own");
            return server.handle((request, response) ->
                    response.sendString(Monos.from(hub, () -> Monos.await(later(request)))));
        }
    },

    VIRTUAL_THREADS("virtual-threads") {
        @Override
        HttpServer answering(HttpServer server) {
            return server.handle(HelloContender::onVirtualThread);
        }
    },

    REACTOR("reactor") {
        @Override
        HttpServer answering(HttpServer server) {
            return server.handle((request, response) -> response.sendString(later(request)));
        }
    };

    final String label;

    HelloContender(String label) {
        this.label = label;
    }

    LoopResources loops() {
        return LoopResources.create("hello", 1, true);
    }

    abstract HttpServer answering(HttpServer server);

    private static HttpServer inGreenlets(HttpServer server) {
        return server.handle(
                GreenHandlers.text((request, response) -> Monos.await(later(request))));
    }

    private static Publisher<Void> onVirtualThread(
            HttpServerRequest request, HttpServerResponse response) {
        return response.sendString(
                Mono.create(sink ->
                        Thread.startVirtualThread(() -> sink.success(later(request).block()))));
    }

    private static Mono<String> later(HttpServerRequest request) {
        var loop = new EventLoop[1];
        request.withConnection(connection -> loop[0] = connection.channel().eventLoop());
        return Mono.create(sink -> loop[0].execute(() -> sink.success("hello")));
    }
}
