package jevent.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.Greenlet;
import jevent.Hub;
import jevent.Waiter;
import jevent.net.StreamServer;
import jevent.net.TcpListener;
import jevent.net.TcpStream;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A hub that waits in Netty's selector hears of everything else.
@GreenTest(realTime = true, limitSeconds = 60)
class IdleTest {

    private static final int ROUNDS = 5_000;

    @Test
    void timersOfTheHubFireInOrderWhileNettyHasNothingToDo() {
        List<Integer> fired = new ArrayList<>();
        try (var loops = HubLoopResources.create("idle", 1)) {
            loops.hubs()
                    .getFirst()
                    .run(() -> {
                        var sleepers = new ArrayList<Greenlet<?>>();
                        for (int millis : List.of(30, 10, 20, 5)) {
                            sleepers.add(
                                    Green.spawn(() -> {
                                        Green.sleep(millis);
                                        fired.add(millis);
                                    }));
                        }
                        Green.joinAll(sleepers);
                        return null;
                    });
        }
        assertThat(fired).containsExactly(5, 10, 20, 30);
    }

    @Test
    void tasksThatNettyHasScheduledAreRunWhileTheHubHasNothingToDo() throws Exception {
        try (var loops = HubLoopResources.create("idle", 1)) {
            var loop = loops.onServer(false).next();
            long before = System.nanoTime();
            for (int i = 0; i < 10; i++) {
                assertThat(loop.schedule(() -> "now", 3, TimeUnit.MILLISECONDS).get())
                        .isEqualTo("now");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(30));
        }
    }

    /// Each round the hub falls asleep, unless the other thread is just too fast: then that is
    /// tested.
    @Test
    void noWakeUpFromAnotherThreadIsLost() throws Exception {
        try (var loops = HubLoopResources.create("idle", 1)) {
            Hub hub = loops.hubs().getFirst();
            var loop = loops.onServer(false).next();
            var spawner =
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int i = 0; i < ROUNDS; i++) {
                                    hub.spawn(() -> Green.yieldNow()).join();
                                }
                            });
            for (int i = 0; i < ROUNDS; i++) {
                loop.submit(() -> {}).get();
            }
            spawner.join();
            assertThat(hub.stats().greenlets()).isZero();
        }
    }

    @Test
    void aGreenletIsWokenByATaskOfTheLoopAndBackAgain() {
        try (var loops = HubLoopResources.create("idle", 1)) {
            var loop = loops.onServer(false).next();
            int count =
                    loops.hubs()
                            .getFirst()
                            .run(() -> {
                                int seen = 0;
                                for (int i = 0; i < ROUNDS; i++) {
                                    var waiter = Waiter.<Integer>outside("the loop");
                                    loop.execute(() -> waiter.wake(1));
                                    seen += waiter.get();
                                }
                                return seen;
                            });
            assertThat(count).isEqualTo(ROUNDS);
        }
    }

    @Test
    void aHubOutlivesItsNetty() throws Exception {
        try (var loops = HubLoopResources.create("idle", 1)) {
            loops.onServer(false).next().shutdownGracefully(0, 0, TimeUnit.SECONDS).get();
            Hub hub = loops.hubs().getFirst();
            for (int i = 0; i < 10; i++) {
                assertThat(hub.run(IdleTest::sleep)).isEqualTo("slept");
            }
        }
    }

    private static String sleep() {
        Green.sleep(1);
        return "slept";
    }

    @Test
    void socketsOfTheHubItselfWorkBesideThoseOfNetty() {
        try (var loops = HubLoopResources.create("idle", 1)) {
            String heard = loops.hubs().getFirst().run(IdleTest::echoTwice);
            assertThat(heard).isEqualTo("xx");
        }
    }

    private static String echoTwice() throws Exception {
        var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var server = StreamServer.start(TcpListener.bind(anyPort), IdleTest::echo);
                TcpStream stream = TcpStream.connect(server.localAddress())) {
            return talk(stream) + talk(stream);
        }
    }

    private static String talk(TcpStream stream) throws Exception {
        stream.writeAll(ByteBuffer.wrap(new byte[] {'x'}));
        var answer = ByteBuffer.allocate(1);
        stream.read(answer);
        return String.valueOf((char) answer.get(0));
    }

    private static void echo(TcpStream stream) throws Exception {
        var buffer = ByteBuffer.allocate(10);
        while (stream.read(buffer.clear()) >= 0) {
            stream.writeAll(buffer.flip());
        }
    }
}
