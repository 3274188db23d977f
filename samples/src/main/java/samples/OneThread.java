package samples;

import jevent.Green;
import jevent.reactor.Monos;
import jevent.reactor.netty.GreenHandler;
import jevent.reactor.netty.GreenHandlers;
import jevent.reactor.netty.HubLoopResources;

import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import java.util.Objects;

/// Two servers and a client on one thread, which is a hub's and reactor-netty's at once: a request
/// is decoded, handled by a greenlet and answered there, and what the greenlet asks of the other
/// server as well.
public final class OneThread {

    void main() {
        try (var loops = HubLoopResources.create("http", 1)) {
            var client = HttpClient.create().runOn(loops);
            var names = serve(loops, (request, response) -> "Ada");
            var greeter =
                    serve(
                            loops,
                            (request, response) -> {
                                String name = ask(client, names); // its thread serves others
                                return "hello " + name + ", says " + Green.current().hub().name();
                            });
            IO.println(ask(client, greeter));
            greeter.disposeNow();
            names.disposeNow();
        }
    }

    private static DisposableServer serve(HubLoopResources loops, GreenHandler<String> handler) {
        return HttpServer.create()
                .runOn(loops)
                .host("127.0.0.1")
                .port(0)
                .handle(GreenHandlers.text(handler))
                .bindNow();
    }

    private static String ask(HttpClient client, DisposableServer server) {
        var answer = client.get().uri("http://127.0.0.1:" + server.port() + "/");
        return Objects.requireNonNullElse(
                Monos.await(answer.responseContent().aggregate().asString()), "");
    }
}
