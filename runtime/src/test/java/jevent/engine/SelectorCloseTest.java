package jevent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Hub;
import jevent.Hubs;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/// A selector that does not close at once, since somebody else has its monitor.
@Timeout(30)
@Tag("concurrency")
class SelectorCloseTest {

    private volatile boolean held;

    /// The loop's greenlet waits in `Selector.close`, for a moment, and its hub has nothing to do
    /// meanwhile but to wait for channels.
    @Test
    void aHubThatWaitsWhileItsSelectorClosesDoesNotSelect() throws Exception {
        Hub hub = Hub.open("closing");
        try (var channel = ServerSocketChannel.open()) {
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            hub.run(() -> {
                hub.loop().io(channel, SelectionKey.OP_ACCEPT).start(() -> {});
                Selector selector = selector((EventLoop) hub.loop());
                hub.loop().check().start(() -> holdIfLast(hub, selector));
            });
            hub.close(Duration.ZERO);
        }
        assertThat(held).isTrue();
        assertThat(Hubs.all()).doesNotContain(hub);
    }

    /// After the look at the channels, in what may be the last iteration: has another thread take
    /// the monitor.
    private void holdIfLast(Hub hub, Selector selector) {
        if (!hub.isClosed() || held) {
            return;
        }
        Thread.ofPlatform().start(() -> hold(selector));
        while (!held) {
            Thread.onSpinWait();
        }
    }

    private void hold(Selector selector) {
        synchronized (selector) {
            held = true;
            long end = System.nanoTime() + 100_000_000;
            while (selector.isOpen() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            if (selector.isOpen()) {
                held = false; // the loop waits to look once more: it was not the last
                return;
            }
            LockSupport.parkNanos(20_000_000); // the loop's greenlet waits in close() now
        }
    }

    private static Selector selector(EventLoop loop) throws ReflectiveOperationException {
        var field = Poller.class.getDeclaredField("selector");
        field.setAccessible(true);
        return (Selector) Objects.requireNonNull(field.get(loop.poller()));
    }
}
