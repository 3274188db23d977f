package jevent.net;

import jevent.Hub;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/// Waits for TCP connections.
///
/// ```java
/// try (var listener = TcpListener.bind(new InetSocketAddress(8080))) {
///     while (true) {
///         var stream = listener.accept();
///         Green.spawn(() -> serve(stream));
///     }
/// }
/// ```
///
/// When the system cannot accept, for want of file descriptors perhaps, [#accept] tries again after
/// a pause of 10 ms, then 20 ms, up to 1 s; [#failures] counts.
///
/// *Kill, timeout*: delivered where [#accept] waits; no connection is lost, the next call gets it.
/// *Interrupt* is a request to kill; the listener stays open. *Close* by another greenlet ends a
/// call that waits with [SocketClosed].
///
/// For the hub on which it was made; only [#close] may be called from anywhere.
public final class TcpListener implements AutoCloseable {

    /// Where connections come from.
    interface Source {
        /// The next connection; null if there is none now.
        @Nullable SocketChannel accept() throws IOException;
    }

    private static final int BACKLOG = 1024;
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final Hub hub;
    private final ServerSocketChannel channel;
    private final Source source;
    private final InetSocketAddress local;
    private final Direction accepting;

    // On the hub only.
    private long pause = FIRST_PAUSE;
    private long failures;

    TcpListener(Hub hub, ServerSocketChannel channel, Source source) throws IOException {
        this.hub = hub;
        this.channel = channel;
        this.source = source;
        this.local = (InetSocketAddress) channel.getLocalAddress();
        channel.configureBlocking(false);
        this.accepting = new Direction(this, "accept", hub.loop(), channel, SelectionKey.OP_ACCEPT);
    }

    /// Begins to listen; port 0 is any free one, see [#localAddress].
    ///
    /// @throws BindException if the address is in use
    public static TcpListener bind(InetSocketAddress address) throws IOException {
        return bind(address, BACKLOG);
    }

    /// As [#bind(InetSocketAddress)].
    ///
    /// @param backlog how many connections the system keeps until they are accepted
    public static TcpListener bind(InetSocketAddress address, int backlog) throws IOException {
        Hub hub = Hub.current();
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, backlog);
            return new TcpListener(hub, channel, channel::accept);
        } catch (BindException e) {
            channel.close();
            var inUse = new BindException(address + ": " + e.getMessage());
            inUse.initCause(e);
            throw inUse;
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    /// Waits for the next connection.
    public TcpStream accept() throws IOException {
        accepting.begin();
        try {
            while (true) {
                TcpStream stream = tryAccept();
                if (stream != null) {
                    return stream;
                }
            }
        } finally {
            accepting.end();
        }
    }

    /// A connection, or null after a wait that may have brought one.
    private @Nullable TcpStream tryAccept() throws IOException {
        SocketChannel next = null;
        try {
            next = source.accept();
            if (next != null) {
                var stream = new TcpStream(hub, next);
                pause = FIRST_PAUSE;
                return stream;
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            failures++;
            if (next != null) {
                next.close();
            }
            accepting.pause(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
            return null;
        }
        accepting.await();
        return null;
    }

    /// How often the system could not accept; each time [#accept] pauses and tries again.
    public long failures() {
        return failures;
    }

    public InetSocketAddress localAddress() {
        return local;
    }

    /// Stops listening; connections that have not been accepted are reset. Idempotent; any thread.
    @Override
    public void close() {
        if (hub.loop().isOnHub()) {
            closeHere();
            return;
        }
        hub.tryExecute(this::closeHere);
        if (hub.isClosed()) {
            closeChannel(); // perhaps nobody executes any more
        }
    }

    private void closeHere() {
        accepting.close("closed");
        closeChannel();
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(this + " does not close", e);
        }
    }

    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public String toString() {
        return "listener " + local + (isOpen() ? "" : " [closed]");
    }
}
