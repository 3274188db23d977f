package jevent.reactor.netty;

import jevent.Hub;

import org.reactivestreams.Publisher;

import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;

import java.util.List;
import java.util.function.BiFunction;

/// A server on hubs, and a client of it on the same hubs.
record Served(HubLoopResources loops, DisposableServer server, HttpClient client)
        implements AutoCloseable {

    static Served by(
            int hubs, BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
        var loops = HubLoopResources.create("http", hubs);
        var server =
                HttpServer.create()
                        .host("127.0.0.1")
                        .port(0)
                        .runOn(loops)
                        .handle(handler)
                        .bindNow();
        var client =
                HttpClient.create(ConnectionProvider.create("test", 1000))
                        .runOn(loops)
                        .remoteAddress(server::address);
        return new Served(loops, server, client);
    }

    static Served by(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
        return by(1, handler);
    }

    Hub hub() {
        return hubs().getFirst();
    }

    List<Hub> hubs() {
        return loops.hubs();
    }

    @Override
    public void close() {
        server.disposeNow();
        loops.close();
    }
}
