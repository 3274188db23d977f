package jevent.net;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What tests of sockets need again and again.
final class Loopback {

    /// A limit that no test is meant to reach.
    static final Duration LONG = Duration.ofHours(1);

    /// Both ends of a connection.
    record Pair(TcpStream one, TcpStream other) implements AutoCloseable {
        @Override
        public void close() {
            one.close();
            other.close();
        }
    }

    /// An address where a connection is neither accepted nor refused.
    record BlackHole(TcpListener listener, List<TcpStream> filling) implements AutoCloseable {
        InetSocketAddress address() {
            return listener.localAddress();
        }

        @Override
        public void close() {
            filling.forEach(TcpStream::close);
            listener.close();
        }
    }

    private Loopback() {}

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static TcpListener listener() throws IOException {
        return TcpListener.bind(anyPort());
    }

    static Pair pair() throws IOException {
        try (TcpListener listener = listener()) {
            return pair(listener);
        }
    }

    static Pair pair(TcpListener listener) throws IOException {
        TcpStream one = TcpStream.connect(listener.localAddress());
        return new Pair(one, listener.accept());
    }

    /// A port where nobody listens.
    static InetSocketAddress closedPort() throws IOException {
        try (TcpListener listener = listener()) {
            return listener.localAddress();
        }
    }

    /// A full backlog: the system drops whoever comes next.
    static BlackHole blackHole() throws IOException {
        TcpListener listener = TcpListener.bind(anyPort(), 1);
        List<TcpStream> filling = new ArrayList<>();
        TcpStream next = tryConnect(listener.localAddress());
        while (next != null) {
            filling.add(next);
            next = tryConnect(listener.localAddress());
        }
        return new BlackHole(listener, filling);
    }

    private static @Nullable TcpStream tryConnect(InetSocketAddress address) throws IOException {
        try {
            return TcpStream.connect(address, Duration.ofMillis(1));
        } catch (java.net.SocketTimeoutException full) {
            return null;
        }
    }

    /// Closes so that the peer sees a reset, not an end.
    static void reset(TcpStream stream) throws IOException {
        stream.withOption(StandardSocketOptions.SO_LINGER, 0).close();
    }

    static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    /// More than the system buffers on the way.
    static ByteBuffer tooMuch() {
        return ByteBuffer.allocateDirect(64 << 20);
    }

    /// Reads `length` bytes.
    static String text(TcpStream stream, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        stream.readFully(buffer);
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }

    /// Reads to the end, and counts.
    static long drain(TcpStream stream) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        long total = 0;
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            total += count;
            buffer.clear();
        }
        return total;
    }

    static void echo(TcpStream stream) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 14);
        while (stream.read(buffer) >= 0) {
            stream.writeAll(buffer.flip());
            buffer.clear();
        }
    }
}
