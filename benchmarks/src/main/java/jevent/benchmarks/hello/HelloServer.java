package jevent.benchmarks.hello;

import reactor.netty.http.server.HttpServer;

import java.io.IOException;

/// The process that is measured: a contender's server, which says its port on stdout and serves
/// until stdin ends. So it does not outlive whoever started it.
public final class HelloServer {

    private HelloServer() {}

    static void main(String[] args) throws IOException {
        var contender = HelloContender.valueOf(args[0]);
        var server = HttpServer.create().runOn(contender.loops()).host("127.0.0.1").port(0);
        System.out.println(contender.answering(server).bindNow().port());
        while (System.in.read() >= 0) {}
        System.exit(0);
    }
}
