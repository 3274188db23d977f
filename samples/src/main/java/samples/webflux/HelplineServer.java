package samples.webflux;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import java.net.URI;

/// The application context, served by reactor-netty on loopback.
final class HelplineServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext(HelplineConfiguration.class);
    private final DisposableServer server;

    HelplineServer() {
        var handler = WebHttpHandlerBuilder.applicationContext(context).build();
        server =
                HttpServer.create()
                        .host(LOOPBACK)
                        .port(0)
                        .handle(new ReactorHttpHandlerAdapter(handler))
                        .bindNow();
    }

    URI address() {
        return URI.create("http://" + LOOPBACK + ":" + server.port());
    }

    @Override
    public void close() {
        server.disposeNow();
        context.close();
    }
}
