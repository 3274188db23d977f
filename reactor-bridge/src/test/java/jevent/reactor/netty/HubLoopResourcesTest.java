package jevent.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;

import jevent.HubClosed;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Event loops of hubs, before and after their time.
@GreenTest(realTime = true, limitSeconds = 60)
class HubLoopResourcesTest {

    private static final String CLOSED = "are closed: create other ones for this server or client";

    @Test
    void closedOnesBindNothing() {
        var loops = HubLoopResources.create("http", 1);
        loops.close();
        var server = HttpServer.create().runOn(loops).host("127.0.0.1").port(0);

        assertThatThrownBy(() -> server.bindNow(Duration.ofSeconds(30)))
                .hasMessageContaining(CLOSED);
        assertThatThrownBy(() -> loops.onServer(false)).isInstanceOf(HubClosed.class);
    }

    @Test
    void closedOnesConnectNothing() {
        var loops = HubLoopResources.create("http", 1);
        loops.close();
        assertThatThrownBy(() -> HttpClient.newConnection().runOn(loops))
                .isInstanceOf(HubClosed.class)
                .hasMessageContaining(CLOSED);
        assertThat(loops.isDisposed()).isTrue();
    }

    @Test
    void thereIsOneHubAtLeast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HubLoopResources.create("http", 0))
                .withMessage("http needs at least one hub, not 0");
    }

    @Test
    void aLoopThatHasEndedRefusesTasks() {
        var loops = HubLoopResources.create("http", 1);
        var loop = loops.onServer(false).next();
        loops.close();

        assertThat(loop.isTerminated()).isTrue();
        assertThatThrownBy(() -> loop.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("has ended");
        assertThatThrownBy(() -> loop.schedule(() -> "late", 1, TimeUnit.MILLISECONDS))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aChannelForALoopThatHasEndedIsClosed() {
        var loops = HubLoopResources.create("http", 1);
        var group = loops.onServer(false);
        loops.close();
        var channel = new NioSocketChannel();

        var registered = group.register(channel);

        assertThat(registered.cause()).isInstanceOf(RejectedExecutionException.class);
        assertThat(channel.isOpen()).isFalse();
    }

    /// Netty closes the channels that it has, then runs the tasks that this leads to.
    @Test
    void aChannelThatComesWhileItsLoopEndsIsClosed() {
        var loops = HubLoopResources.create("http", 1);
        var loop = loops.onServer(false).next();
        var first = new NioSocketChannel();
        var second = new NioSocketChannel();
        var late = new ArrayList<ChannelFuture>();
        loop.register(first).syncUninterruptibly();
        first.closeFuture()
                .addListener(closed -> loop.execute(() -> late.add(loop.register(second))));

        loops.close();

        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isFalse();
        assertThat(late.getFirst().cause()).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void connectionsGoToLoopsThatAreOpen() {
        try (var loops = HubLoopResources.create("http", 3)) {
            var group = loops.onServer(false);
            loops.hubs().get(1).close();

            var next = Stream.generate(group::next).limit(6).toList();

            assertThat(next).noneMatch(EventLoop::isShuttingDown);
            assertThat(Set.copyOf(next)).hasSize(2);
        }
    }
}
