package jevent.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import jevent.Green;
import jevent.Hub;
import jevent.Mode;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;
import reactor.netty.tcp.TcpServer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/// A thread of nobody's, greenlets and the code of a pipeline want the same locks.
///
/// On a bare event loop this hangs: the pipeline waits for a lock that is promised to a greenlet,
/// which only the thread that waits could run.
@GreenTest(realTime = true, limitSeconds = 120)
class LockStormTest {

    private static final int ROUNDS = 100_000;

    private final Object monitor = new Object();
    private final ReentrantLock lock = new ReentrantLock();

    /// Guarded by both locks in turn.
    private int inMonitor;

    private int inLock;

    private void contend() {
        synchronized (monitor) {
            inMonitor++;
        }
        lock.lock();
        try {
            inLock++;
        } finally {
            lock.unlock();
        }
    }

    /// Holds each lock while others have their turn: only where a wait for it releases the hub.
    private void hold() {
        synchronized (monitor) {
            inMonitor++;
            Green.yieldNow();
        }
        lock.lock();
        try {
            inLock++;
            Green.yieldNow();
        } finally {
            lock.unlock();
        }
    }

    private final class Contender extends ChannelInboundHandlerAdapter {

        private final CountDownLatch done;

        Contender(CountDownLatch done) {
            this.done = done;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object left) {
            contend();
            int more = (Integer) left - 1;
            if (more == 0) {
                done.countDown();
            } else {
                Channel channel = context.channel();
                channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(more));
            }
        }
    }

    @Test
    void threadGreenletAndPipelineContendWithoutAHang() throws Exception {
        var done = new CountDownLatch(1);
        try (var loops = HubLoopResources.create("storm", 1)) {
            var server =
                    TcpServer.create()
                            .host("127.0.0.1")
                            .port(0)
                            .runOn(loops)
                            .handle((in, out) -> Mono.never())
                            .bindNow();
            Channel channel = server.channel();
            channel.pipeline().addLast(new Contender(done));
            var stranger = Thread.ofPlatform().daemon().start(() -> repeat(this::contend));
            Hub hub = loops.hubs().getFirst();
            var holding =
                    hub.spawn(
                            () -> repeat(Hub.mode() == Mode.CARRIER ? this::hold : this::contend));
            var other = hub.spawn(() -> repeat(this::contend));
            channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(ROUNDS));

            stranger.join();
            holding.get();
            other.get();
            done.await();
            server.disposeNow();
        }
        assertThat(inMonitor).isEqualTo(4 * ROUNDS);
        assertThat(inLock).isEqualTo(4 * ROUNDS);
    }

    private static void repeat(Runnable action) {
        for (int i = 0; i < ROUNDS; i++) {
            action.run();
            if (i % 16 == 0) {
                Green.yieldNow();
            }
        }
    }

    @Test
    void aPipelineThatWaitsForALockStopsNeitherGreenletsNorItself() throws Exception {
        assumeTrue(Hub.mode() == Mode.CARRIER, "in BATON mode a lock holds the hub");
        try (var loops = HubLoopResources.create("storm", 1)) {
            var loop = loops.onServer(false).next();
            Hub hub = loops.hubs().getFirst();
            Future<?> waiting;
            lock.lock();
            try {
                waiting = loop.submit(this::contend);

                String said = hub.run(() -> "still here");

                assertThat(said).isEqualTo("still here");
                assertThat(waiting.isDone()).isFalse();
            } finally {
                lock.unlock();
            }
            waiting.get();
        }
    }
}
