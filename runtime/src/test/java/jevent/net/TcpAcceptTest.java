package jevent.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@GreenTest
@SuppressWarnings("try") // closing early is what is tested
class TcpAcceptTest {

    /// A listener whose first `failures` attempts fail as they do for want of file descriptors.
    private static TcpListener starved(int failures, List<Duration> attempts, TestHub hub)
            throws IOException {
        var channel = ServerSocketChannel.open().bind(Loopback.anyPort());
        return new TcpListener(
                Hub.current(),
                channel,
                () -> {
                    attempts.add(hub.elapsed());
                    if (attempts.size() <= failures) {
                        throw new IOException("Too many open files");
                    }
                    return channel.accept();
                });
    }

    @Test
    void anAcceptorThatFailsPausesLongerAndLonger(TestHub hub) throws IOException {
        List<Duration> attempts = new ArrayList<>();
        try (var listener = starved(10, attempts, hub)) {
            var client = TcpStream.connect(listener.localAddress());
            attempts.clear();

            listener.accept().close();

            assertThat(attempts.stream().map(Duration::toMillis))
                    .containsExactly(
                            0L, 10L, 30L, 70L, 150L, 310L, 630L, 1270L, 2270L, 3270L, 4270L);
            assertThat(listener.failures()).isEqualTo(10);
            client.close();
        }
    }

    @Test
    void aPauseBeginsShortAgainAfterASuccess(TestHub hub) throws IOException {
        List<Duration> attempts = new ArrayList<>();
        try (var listener = starved(3, attempts, hub)) {
            Loopback.pair(listener).close();
            attempts.clear();
            Duration start = hub.elapsed();

            Loopback.pair(listener).close();
            assertThat(attempts.get(3).minus(start)).isEqualTo(Duration.ofMillis(70));
        }
    }

    @Test
    void aPausingAcceptorIsKilledAndClosedAtOnce(TestHub hub) throws IOException {
        try (var listener = starved(1000, new ArrayList<>(), hub)) {
            var killed = Green.spawn(listener::accept);
            Green.sleep(3000);
            Duration start = hub.elapsed();
            killed.kill();
            var closed = Green.spawn(listener::accept);
            Green.yieldNow();

            listener.close();

            assertThat(killed.failure()).isInstanceOf(GreenletExit.class);
            assertThatThrownBy(closed::get).isInstanceOf(SocketClosed.class);
            assertThat(hub.elapsed()).isEqualTo(start);
        }
    }

    @Test
    @GreenTest(realTime = true, limitSeconds = 20)
    void twoHundredConnectionsAreServedAtTheSameTime() throws IOException {
        try (var server = StreamServer.start(Loopback.listener(), Loopback::echo)) {
            List<Greenlet<String>> clients = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String word = "%05d".formatted(i);
                clients.add(Green.spawn(() -> talk(server, word)));
            }

            for (int i = 0; i < 200; i++) {
                assertThat(clients.get(i).get()).isEqualTo("%05d".formatted(i).repeat(5));
            }
        }
    }

    private static String talk(StreamServer server, String word) throws IOException {
        try (var stream = TcpStream.connect(server.localAddress())) {
            var heard = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                stream.writeAll(Loopback.bytes(word));
                heard.append(Loopback.text(stream, word.length()));
            }
            return heard.toString();
        }
    }
}
