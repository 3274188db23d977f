package samples;

import jevent.Green;
import jevent.net.StreamServer;
import jevent.net.TcpListener;
import jevent.net.TcpStream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// An echo server and three clients at a time: each connection has a greenlet, on either side.
public final class Echo {

    void main() throws IOException {
        var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var server = StreamServer.start(TcpListener.bind(anyPort), Echo::echo)) {
            var address = server.localAddress();
            var clients =
                    Stream.of("first", "second", "third")
                            .map(name -> Green.spawn(() -> ask(address, "I am the " + name)))
                            .toList();
            clients.forEach(client -> IO.println("echo: " + client.get()));
        }
    }

    /// Sends back what comes, until the client has no more to say.
    private static void echo(TcpStream client) throws IOException {
        var buffer = ByteBuffer.allocate(1024);
        while (client.read(buffer) >= 0) {
            client.writeAll(buffer.flip());
            buffer.clear();
        }
    }

    private static String ask(InetSocketAddress server, String words) throws IOException {
        try (var stream = TcpStream.connect(server)) {
            var question = words.getBytes(StandardCharsets.UTF_8);
            stream.writeAll(ByteBuffer.wrap(question));
            var answer = ByteBuffer.allocate(question.length);
            stream.readFully(answer);
            return new String(answer.array(), StandardCharsets.UTF_8);
        }
    }
}
