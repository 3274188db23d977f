package jevent.net;

import jevent.Hub;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// A TCP connection.
///
/// ```java
/// try (var stream = TcpStream.connect(server, Duration.ofSeconds(3))) {
///     stream.writeAll(request);
///     stream.shutdownOutput();
///     while (stream.read(answer) >= 0) {}
/// }
/// ```
///
/// One greenlet may read while another one writes; a second reader or writer that comes in the
/// middle of a call gets a [jevent.ConcurrentUse], and the first is not disturbed. Direct buffers
/// save a copy. Small writes are sent at once (`TCP_NODELAY`).
///
/// An error is final: once the connection was reset, whatever had arrived can still be read, and
/// then every call throws; a reset never looks like the end of the data.
///
/// *Kill, timeout*: delivered where a call waits. Nothing that has arrived is lost; of a buffer
/// that was being written, the bytes before its position are on their way and the others are not,
/// so that the caller may go on with the same buffer, or close. *Limit* ([#withTimeout]): a
/// [java.net.SocketTimeoutException], with the same effect. *Interrupt* is a request to kill; the
/// connection stays open. *Close* by another greenlet ends a call that waits with [SocketClosed].
///
/// For the hub on which it was made; only [#close] may be called from anywhere.
public final class TcpStream implements AutoCloseable {

    private final Hub hub;
    private final SocketChannel channel;
    private final InetSocketAddress remote;
    private final Direction reading;
    private final Direction writing;

    // On the hub only.
    private boolean drained;
    private @Nullable IOException failure;

    /// Takes over a connected channel.
    TcpStream(Hub hub, SocketChannel channel) throws IOException {
        this.hub = hub;
        this.channel = channel;
        this.remote = (InetSocketAddress) channel.getRemoteAddress();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.reading = new Direction(this, "read", hub.loop(), channel, SelectionKey.OP_READ);
        this.writing = new Direction(this, "write", hub.loop(), channel, SelectionKey.OP_WRITE);
    }

    /// Connects.
    ///
    /// A name is resolved where the address is made, and that stops the hub.
    ///
    /// @throws java.net.ConnectException if the peer refuses
    public static TcpStream connect(InetSocketAddress address) throws IOException {
        return Connecting.connect(address, null);
    }

    /// As [#connect(InetSocketAddress)], for `limit` at most.
    ///
    /// @throws java.net.SocketTimeoutException after that
    public static TcpStream connect(InetSocketAddress address, Duration limit) throws IOException {
        return Connecting.connect(address, limit);
    }

    /// Bounds the time of each call from now on, of a [#writeAll] as a whole. Returns itself.
    public TcpStream withTimeout(Duration limit) {
        reading.limit(limit);
        writing.limit(limit);
        return this;
    }

    /// Sets an option of [StandardSocketOptions]. Returns itself.
    public <T> TcpStream withOption(SocketOption<T> option, T value) throws IOException {
        channel.setOption(option, value);
        return this;
    }

    // ---- read

    /// Reads what is there, waiting for the first byte.
    ///
    /// @return how many bytes, 0 only if there is no room in `target`, -1 at the end of the data
    public int read(ByteBuffer target) throws IOException {
        reading.begin();
        try {
            return readSome(target);
        } finally {
            reading.end();
        }
    }

    /// Fills `target`.
    ///
    /// @throws EOFException if the data ends before; what had arrived is in `target`
    public void readFully(ByteBuffer target) throws IOException {
        reading.begin();
        try {
            int count = readSome(target);
            while (count >= 0 && target.hasRemaining()) {
                if (!drained) {
                    reading.share();
                }
                count = readSome(target);
            }
            if (count < 0) {
                throw new EOFException(this + " ended " + target.remaining() + " bytes early");
            }
        } finally {
            reading.end();
        }
    }

    private int readSome(ByteBuffer target) throws IOException {
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("cannot read into a read-only buffer");
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        while (true) {
            if (drained) {
                reading.await();
            }
            int room = Transfer.size(target);
            int count = receive(target);
            drained = count >= 0 && count < room; // then asking again before it is ready is in vain
            if (count != 0) {
                return count;
            }
        }
    }

    private int receive(ByteBuffer target) throws IOException {
        int count;
        try {
            count = Transfer.read(channel, target);
        } catch (IOException e) {
            throw failed(e);
        }
        if (count < 0 && failure != null) {
            throw repeated(failure);
        }
        return count;
    }

    // ---- write

    /// Writes all of `source`; its position says how much has been handed over.
    public void writeAll(ByteBuffer source) throws IOException {
        writing.begin();
        try {
            while (source.hasRemaining()) {
                int size = Transfer.size(source);
                if (send(source) < size) {
                    writing.await();
                } else if (source.hasRemaining()) {
                    writing.share();
                }
            }
        } finally {
            writing.end();
        }
    }

    private int send(ByteBuffer source) throws IOException {
        if (failure != null) {
            throw repeated(failure);
        }
        try {
            return Transfer.write(channel, source);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Says that nothing more will be written: the peer sees the end of the data, and may go on to
    /// send. A greenlet that is writing gets [SocketClosed]. Idempotent.
    public void shutdownOutput() throws IOException {
        writing.ensureOnHub();
        reading.ensureOpen();
        writing.close("shut down for output");
        channel.shutdownOutput();
    }

    // ---- errors and end

    private IOException failed(IOException error) {
        drained = false;
        failure = error;
        return error;
    }

    private static IOException repeated(IOException first) {
        var again = new SocketException(first.getMessage());
        again.initCause(first);
        return again;
    }

    /// Closes the connection, without waiting for what has not been sent; greenlets that use it get
    /// [SocketClosed]. Idempotent; any thread.
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
        reading.close("closed");
        writing.close("closed");
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

    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public String toString() {
        return "stream " + remote + (isOpen() ? "" : " [closed]");
    }
}
