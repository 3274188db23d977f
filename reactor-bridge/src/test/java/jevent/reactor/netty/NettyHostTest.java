package jevent.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import jevent.Green;
import jevent.Hub;
import jevent.Mode;
import jevent.reactor.Monos;
import jevent.sync.AsyncResult;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Hubs on event loops that are somebody else's, and the watchdog's eye on both kinds.
@GreenTest(realTime = true, limitSeconds = 60)
class NettyHostTest {

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void shutDown() {
        var end = group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        assertThat(end).isNotNull();
    }

    @Test
    void theGreenletOfAMonoSubscribedOnTheLoopRunsThere() throws Exception {
        EventLoop loop = group.next();
        try (Hub hub = NettyHost.open("hosted", loop)) {
            var where =
                    Monos.from(() -> {
                        Green.sleep(1);
                        return Hub.current() + " " + Thread.currentThread();
                    });

            var answer = AsyncResult.<String>promise();
            loop.execute(() -> where.subscribe(answer::set, answer::setException));
            String said = answer.get();

            assertThat(said).startsWith(hub.toString());
            if (Hub.mode() == Mode.CARRIER) {
                String thread = loop.submit(() -> Thread.currentThread().getName()).get();
                assertThat(said).endsWith("@" + thread);
            }
        }
    }

    @Test
    void aLoopThatIsAHubDoesNotHostAnother() {
        try (var loops = HubLoopResources.create("http", 1)) {
            EventLoop loop = loops.onServer(false).next();
            assertThatThrownBy(() -> NettyHost.of(loop))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("use hub http");
        }
    }

    @Test
    void whoeverKeepsTheLoopTooLongIsReportedByName() {
        try (var log = new Reports();
                var loops = HubLoopResources.create("http", 1)) {
            var hog = loops.hubs().getFirst().spawn(() -> spinUntil(log)).named("the hog");
            hog.get();
            assertThat(log.text()).contains("hub http is blocked by the hog").contains("spinUntil");
        }
    }

    @Test
    void aHandlerThatKeepsTheLoopTooLongIsReported() throws Exception {
        try (var log = new Reports();
                var loops = HubLoopResources.create("http", 1)) {
            loops.onServer(false).next().submit(() -> spinUntil(log)).get();
            assertThat(log.text()).contains("callbacks of hub http").contains("spinUntil");
        }
    }

    @Test
    void aPipelineThatWaitsForALockIsReported() throws Exception {
        try (var log = new Reports();
                var loops = HubLoopResources.create("http", 1)) {
            EventLoop loop = loops.onServer(false).next();
            var monitor = new Object();
            Future<?> waiting;
            synchronized (monitor) {
                waiting = loop.submit(() -> enter(monitor));
                spinUntil(log);
            }
            waiting.get();

            assertThat(log.text())
                    .contains("hub http is blocked by callbacks of hub http")
                    .contains("a callback waits for a monitor", "NettyHostTest.enter");
        }
    }

    @Test
    void aBareThreadThatWaitsForALockIsReported() throws Exception {
        EventLoop loop = group.next();
        try (var log = new Reports();
                Hub hub = NettyHost.open("hosted", loop)) {
            var sleeper = hub.spawn(() -> Green.sleep(Duration.ofHours(1)));
            hub.run(() -> "the sleeper has begun");
            var monitor = new Object();
            Future<?> waiting;
            synchronized (monitor) {
                waiting = loop.submit(() -> enter(monitor));
                spinUntil(log);
            }
            waiting.get();

            assertThat(log.text())
                    .contains("hub hosted is blocked by its bare host thread multiThreadIo")
                    .contains("it waits for a lock");
            sleeper.kill();
        }
    }

    private static void enter(Object monitor) {
        synchronized (monitor) {
            assertThat(Thread.holdsLock(monitor)).isTrue();
        }
    }

    private static void spinUntil(Reports log) {
        while (log.isEmpty()) {
            Thread.onSpinWait();
        }
    }
}
