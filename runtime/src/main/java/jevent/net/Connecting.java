package jevent.net;

import jevent.Hub;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// How a connection comes about; whatever ends it early closes the channel.
final class Connecting {

    private Connecting() {}

    static TcpStream connect(InetSocketAddress address, @Nullable Duration limit)
            throws IOException {
        Hub hub = Hub.current();
        if (address.isUnresolved()) {
            throw new UnknownHostException(
                    address + " has no address: make it with new InetSocketAddress(name, port)");
        }
        if (limit != null) {
            Direction.checked(limit);
        }
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            if (!channel.connect(address)) {
                finish(hub, channel, "stream to " + address, limit);
            }
            return new TcpStream(hub, channel);
        } catch (ConnectException e) {
            channel.close();
            throw refused(address, e);
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    private static void finish(
            Hub hub, SocketChannel channel, String name, @Nullable Duration limit)
            throws IOException {
        var connecting =
                new Direction(name, "connect", hub.loop(), channel, SelectionKey.OP_CONNECT);
        if (limit != null) {
            connecting.limit(limit);
        }
        connecting.begin();
        try {
            while (!channel.finishConnect()) {
                connecting.await();
            }
        } catch (Throwable e) {
            connecting.close("given up");
            throw e;
        } finally {
            connecting.end();
        }
    }

    private static ConnectException refused(InetSocketAddress address, ConnectException cause) {
        var refused = new ConnectException(address + ": " + cause.getMessage());
        refused.initCause(cause);
        return refused;
    }
}
