package samples.flightdesk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that sends what it is told, and reads when it likes; until then little fits in between.
record RawClient(Socket socket) implements AutoCloseable {

    static RawClient connect(int port) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(2048);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new RawClient(socket);
    }

    static RawClient ask(int port, String path) throws IOException {
        var client = connect(port);
        var request = "GET " + path + " HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n";
        client.socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    void awaitFirstByte() throws IOException {
        if (socket.getInputStream().read() != 'H') {
            throw new IOException("no HTTP");
        }
    }

    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /// Reads what is left of a stream of delays, and counts its rows.
    long readRows() throws IOException {
        return readAll().lines().filter(line -> line.startsWith("{\"date\"")).count();
    }

    /// Is gone at once, as after a crash.
    void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
