package jevent.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.pool.Group;
import jevent.pool.Pool;
import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@GreenTest
class StreamServerTest {

    @Test
    void aConnectionIsClosedWhenItsHandlerReturns() throws IOException {
        try (var server = StreamServer.start(Loopback.listener(), stream -> {});
                var client = TcpStream.connect(server.localAddress())) {

            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void aHandlerThatThrowsIsReportedAndTheServerGoesOn(TestHub hub) throws IOException {
        var failure = new IOException("meant");
        try (var server =
                StreamServer.start(
                        Loopback.listener(),
                        stream -> {
                            throw failure;
                        })) {
            for (int i = 0; i < 2; i++) {
                try (var client = TcpStream.connect(server.localAddress())) {
                    assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
                }
            }

            assertThat(hub.takeFailures()).containsExactly(failure, failure);
        }
    }

    @Test
    void closeLetsHandlersEnd(TestHub hub) throws IOException {
        var server =
                StreamServer.start(
                        Loopback.listener(),
                        stream -> {
                            Loopback.text(stream, 2);
                            Green.sleep(700);
                            stream.writeAll(Loopback.bytes("bye"));
                        });
        var client = TcpStream.connect(server.localAddress());
        client.writeAll(Loopback.bytes("go"));
        Green.sleep(1);

        server.close();

        assertThat(Loopback.text(client, 3)).isEqualTo("bye");
        assertThat(hub.elapsed()).isLessThan(Duration.ofSeconds(1));
        assertThatThrownBy(() -> TcpStream.connect(server.localAddress()))
                .isInstanceOf(ConnectException.class);
        server.join();
        server.close();
        client.close();
    }

    @Test
    void closeKillsHandlersAfterTheGrace(TestHub hub) throws IOException {
        List<Throwable> ends = new ArrayList<>();
        var server =
                StreamServer.start(
                        Loopback.listener(),
                        stream -> {
                            try {
                                Loopback.echo(stream);
                            } catch (Throwable e) {
                                ends.add(e);
                                throw e;
                            }
                        });
        var client = TcpStream.connect(server.localAddress());
        Green.sleep(1);

        server.close(Duration.ofSeconds(3));

        assertThat(ends).singleElement().isInstanceOf(GreenletExit.class);
        assertThat(hub.elapsed()).isEqualTo(Duration.ofMillis(3001));
        assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        client.close();
    }

    @Test
    void aServerStartsAgainOnItsPortWhileOldConnectionsLive() throws IOException {
        var first = StreamServer.start(Loopback.listener(), Loopback::echo);
        var address = first.localAddress();
        var client = TcpStream.connect(address);
        client.writeAll(Loopback.bytes("one"));
        assertThat(Loopback.text(client, 3)).isEqualTo("one");

        first.close(Duration.ZERO);

        try (var second = StreamServer.start(TcpListener.bind(address), Loopback::echo);
                var next = TcpStream.connect(second.localAddress())) {
            next.writeAll(Loopback.bytes("two"));
            assertThat(Loopback.text(next, 3)).isEqualTo("two");
        }
        client.close();
    }

    @Test
    void aFullPoolHoldsNewConnectionsBackAndLosesNone() throws IOException {
        var pool = new Pool(2);
        var leave = new Event();
        try (var server =
                StreamServer.start(
                        Loopback.listener(),
                        pool,
                        stream -> {
                            stream.writeAll(Loopback.bytes("in"));
                            leave.await();
                        })) {
            List<TcpStream> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                clients.add(TcpStream.connect(server.localAddress()));
            }
            assertThat(Loopback.text(clients.get(0), 2)).isEqualTo("in");
            assertThat(Loopback.text(clients.get(1), 2)).isEqualTo("in");
            var third = Green.spawn(() -> Loopback.text(clients.get(2), 2));
            Green.sleep(100);
            assertThat(pool.size()).isEqualTo(2);
            assertThat(third.isReady()).isFalse();

            leave.set();

            assertThat(third.get()).isEqualTo("in");
            assertThat(Loopback.text(clients.get(3), 2)).isEqualTo("in");
            assertThat(Loopback.text(clients.get(4), 2)).isEqualTo("in");
            clients.forEach(TcpStream::close);
        }
    }

    @Test
    void aConnectionThatFindsNoPlaceIsClosedWithTheServer() throws IOException {
        var pool = new Pool(1);
        var server = StreamServer.start(Loopback.listener(), pool, Loopback::echo);
        var served = TcpStream.connect(server.localAddress());
        var waiting = TcpStream.connect(server.localAddress());
        Green.sleep(10);

        server.close(Duration.ZERO);

        assertThat(served.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(waiting.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        served.close();
        waiting.close();
    }

    @Test
    void aHandlerThatIsKilledBeforeItBeginsLeavesNoConnectionOpen() throws IOException {
        var begun = new boolean[1];
        var group =
                new Group() {
                    @Override
                    public void add(jevent.Greenlet<?> greenlet) {
                        super.add(greenlet);
                        greenlet.killLater();
                    }
                };
        try (var server =
                        StreamServer.start(Loopback.listener(), group, stream -> begun[0] = true);
                var client = TcpStream.connect(server.localAddress())) {

            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(begun[0]).isFalse();
        }
    }

    @Test
    @GreenTest(realTime = true)
    void whoGivesUpClosingHasClosedItAllTheSame() throws Exception {
        try (Hub hub = Hub.open("server")) {
            var served = new Event();
            var server =
                    hub.run(() ->
                            StreamServer.start(
                                    Loopback.listener(),
                                    stream -> {
                                        served.set();
                                        new Event().await();
                                    }));
            var client = TcpStream.connect(server.localAddress());
            while (!served.await(Duration.ofSeconds(1))) {
                Green.yieldNow();
            }
            var closer = Green.spawn(() -> server.close(Duration.ofMillis(200)));
            Green.yieldNow();
            closer.kill();

            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            client.close();
        }
    }

    @Test
    @GreenTest(realTime = true)
    void anyThreadMayCloseIt() throws Exception {
        try (Hub hub = Hub.open("server")) {
            var server = hub.run(() -> StreamServer.start(Loopback.listener(), Loopback::echo));

            server.close();

            server.join();
            assertThatThrownBy(() -> hub.run(() -> TcpStream.connect(server.localAddress())))
                    .isInstanceOf(ConnectException.class);
        }
    }
}
