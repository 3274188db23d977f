package jevent.reactor.netty;

import io.netty.channel.SelectStrategy;
import io.netty.channel.SelectStrategyFactory;
import io.netty.util.IntSupplier;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.TimeUnit;

/// The wait of Netty's selector without Netty: gets hold of the JDK's selector when Netty opens it,
/// so that the bare thread of a hub can wait for it, and has Netty find what the wait has found.
///
/// Netty cannot wait itself: a `select` on a virtual thread is left by the JDK to another thread,
/// which costs two changes of thread each time.
final class BareSelector extends SelectorProvider implements SelectStrategy, SelectStrategyFactory {

    private final SelectorProvider jdk = SelectorProvider.provider();

    /// The one in use, for Netty may replace it. Written on the hub; read by any thread.
    private volatile @Nullable Selector selector;

    /// The selected keys are waiting to be processed. On the hub only.
    private boolean filled;

    // ---- the bare thread

    /// Waits until a channel is ready, for `nanos` at most, or until [#wakeup].
    ///
    /// @return whether one is
    boolean await(long nanos) throws IOException {
        Selector opened = selector;
        if (opened == null || !opened.isOpen()) {
            selector = jdk.openSelector(); // Netty has ended before the hub; look again, then wait
            return false;
        }
        // Rounded up: waking a millisecond late is better than spinning through the last one.
        // Zero would be for ever.
        long millis =
                nanos == Long.MAX_VALUE
                        ? 0
                        : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
        if (isNettysSet(opened)) {
            return opened.select(key -> {}, millis) > 0; // Netty forgets that set, and looks again
        }
        filled = opened.select(millis) > 0;
        return filled;
    }

    /// Netty replaces the set of a selector by a faster one where it can reach it.
    private static boolean isNettysSet(Selector opened) {
        return opened.selectedKeys().getClass().getName().startsWith("io.netty");
    }

    /// Ends the wait; any thread. Sticky.
    void wakeup() {
        Selector opened = selector;
        if (opened != null) {
            opened.wakeup();
        }
    }

    void close() throws IOException {
        Selector opened = selector;
        if (opened != null) {
            opened.close();
        }
    }

    // ---- Netty, on the loop fiber

    @Override
    public SelectStrategy newSelectStrategy() {
        return this;
    }

    @Override
    public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
        if (filled) {
            filled = false;
            return 1;
        }
        return selectNow.get();
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        AbstractSelector opened = jdk.openSelector();
        selector = opened;
        return opened;
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return jdk.openDatagramChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        return jdk.openDatagramChannel(family);
    }

    @Override
    public Pipe openPipe() throws IOException {
        return jdk.openPipe();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return jdk.openServerSocketChannel();
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        return jdk.openSocketChannel();
    }
}
