package jevent.net;

import jevent.Greenlet;
import jevent.Hub;
import jevent.HubClosed;
import jevent.pool.Group;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/// Gives each connection of a listener a greenlet.
///
/// ```java
/// var listener = TcpListener.bind(new InetSocketAddress(7));
/// try (var server = StreamServer.start(listener, stream -> echo(stream))) {
///     server.join();
/// }
/// ```
///
/// The stream is closed when its handler ends, however it ends; what a handler throws goes to the
/// hub's error handler, and the server goes on.
///
/// *Kill, timeout, interrupt* of a greenlet that joins end its wait; the server goes on. *Close*
/// stops accepting, lets handlers end for a grace and kills those that are left.
public final class StreamServer implements AutoCloseable {

    /// Serves one connection.
    @FunctionalInterface
    public interface Handler {
        void handle(TcpStream stream) throws Exception;
    }

    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Hub hub = Hub.current();
    private final TcpListener listener;
    private final Group connections;
    private final Handler handler;
    private final Greenlet<@Nullable Void> acceptor;

    private StreamServer(TcpListener listener, Group connections, Handler handler) {
        this.listener = listener;
        this.connections = connections;
        this.handler = handler;
        this.acceptor = hub.spawn(this::acceptAll).named("acceptor of " + listener);
    }

    /// Starts to serve.
    public static StreamServer start(TcpListener listener, Handler handler) {
        return start(listener, new Group(), handler);
    }

    /// Starts to serve.
    ///
    /// @param connections where the handlers run; while a `Pool` is full, new connections wait
    public static StreamServer start(TcpListener listener, Group connections, Handler handler) {
        return new StreamServer(listener, connections, handler);
    }

    private void acceptAll() throws IOException {
        while (true) {
            TcpStream stream;
            try {
                stream = listener.accept();
            } catch (SocketClosed end) {
                return;
            }
            serve(stream);
        }
    }

    private void serve(TcpStream stream) {
        try {
            connections
                    .spawn(() -> handler.handle(stream))
                    .named("handler of " + stream)
                    .onEnd(stream::close); // also if it is killed before it begins
        } catch (Throwable e) {
            stream.close();
            throw e;
        }
    }

    public InetSocketAddress localAddress() {
        return listener.localAddress();
    }

    /// Waits until the server has been closed, or its listener.
    public void join() {
        acceptor.join();
    }

    /// Closes with a grace of 1 s.
    @Override
    public void close() {
        close(GRACE);
    }

    /// Stops to accept, waits until the handlers have ended, for `grace` at most, and kills the
    /// others. Idempotent. Any thread, but no handler: it would wait for itself.
    public void close(Duration grace) {
        Direction.checked(grace);
        if (hub.loop().isOnHub()) {
            closeHere(grace);
            return;
        }
        try {
            hub.spawn(() -> closeHere(grace)).get(); // which goes on if the caller gives up
        } catch (HubClosed closed) {
            listener.close(); // the hub sees to its greenlets
        }
    }

    private void closeHere(Duration grace) {
        listener.close();
        acceptor.kill();
        if (!connections.join(grace)) {
            connections.kill();
        }
    }

    @Override
    public String toString() {
        return "server of " + listener + ", " + connections.size() + " connections";
    }
}
