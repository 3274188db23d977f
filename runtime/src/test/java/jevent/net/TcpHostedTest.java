package jevent.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Host;
import jevent.Hub;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// Sockets on a hub whose thread belongs to somebody else and must never wait.
class TcpHostedTest {

    enum Kind {
        EXECUTOR {
            @Override
            ScheduledExecutorService open() {
                return Executors.newSingleThreadScheduledExecutor();
            }
        },
        NETTY {
            @Override
            ScheduledExecutorService open() {
                return new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
            }
        };

        abstract ScheduledExecutorService open();
    }

    private final List<ScheduledExecutorService> executors = new ArrayList<>();

    private Hub host(Kind kind) throws Exception {
        ScheduledExecutorService executor = kind.open();
        executors.add(executor);
        Hub hub = Hub.host("hosted", Host.of(executor));
        hub.onError((where, context, error) -> {}); // every test looks at its failures itself
        return hub;
    }

    @AfterEach
    void shutDown() {
        executors.forEach(ScheduledExecutorService::shutdown);
    }

    @ParameterizedTest
    @EnumSource
    void echoes(Kind kind) throws Exception {
        try (Hub hub = host(kind)) {
            var heard =
                    hub.run(() -> {
                        try (var server = StreamServer.start(Loopback.listener(), Loopback::echo)) {
                            return talk(server, "hello", 50);
                        }
                    });

            assertThat(heard).isEqualTo("hello".repeat(50));
        }
    }

    /// Nothing but the channels can wake the hub here.
    @ParameterizedTest
    @EnumSource
    void aHubThatIsIdleIsWokenByItsChannels(Kind kind) throws Exception {
        try (Hub hub = host(kind);
                Hub clients = Hub.open("clients")) {
            var server = hub.run(() -> StreamServer.start(Loopback.listener(), Loopback::echo));
            for (int i = 0; i < 20; i++) {
                assertThat(clients.run(() -> talk(server, "x", 10))).isEqualTo("x".repeat(10));
            }
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyConnectionsAreServedWhileTheHubDoesOtherThings(Kind kind) throws Exception {
        try (Hub hub = host(kind);
                Hub clients = Hub.open("clients")) {
            var server = hub.run(() -> StreamServer.start(Loopback.listener(), Loopback::echo));
            var ticking =
                    hub.spawn(() -> {
                        while (true) {
                            Green.sleep(1);
                        }
                    });

            clients.run(() -> {
                List<Greenlet<String>> all = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    all.add(Green.spawn(() -> talk(server, "abc", 10)));
                }
                Green.joinAllOrRaise(all);
                return all.size();
            });

            ticking.kill();
            server.close();
            assertThat(ticking.failure()).isInstanceOf(GreenletExit.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theHostIsFreeWhileGreenletsWaitForChannels(Kind kind) throws Exception {
        try (Hub hub = host(kind)) {
            var listener = hub.run(Loopback::listener);
            var acceptor = hub.spawn(listener::accept);
            for (int i = 0; i < 10; i++) {
                assertThat(executors.getFirst().submit(() -> "free").get()).isEqualTo("free");
            }

            listener.close();

            assertThatThrownBy(acceptor::get).isInstanceOf(SocketClosed.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void limitsHold(Kind kind) throws Exception {
        try (Hub hub = host(kind)) {
            var reader =
                    hub.spawn(() -> {
                        try (var pair = Loopback.pair()) {
                            return pair.one()
                                    .withTimeout(Duration.ofMillis(20))
                                    .read(ByteBuffer.allocate(1));
                        }
                    });

            assertThatThrownBy(reader::get).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHubThatClosesTakesItsLookoutWithIt(Kind kind) throws Exception {
        Hub hub = host(kind);
        var acceptor =
                hub.spawn(() -> {
                    try (var listener = Loopback.listener()) {
                        return listener.accept();
                    }
                });
        Thread lookout = awaitLookout();

        hub.close(Duration.ZERO);

        assertThat(acceptor.failure()).isInstanceOf(GreenletExit.class);
        lookout.join();
    }

    /// The thread that waits for channels, as soon as there is one.
    private static Thread awaitLookout() {
        while (true) {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("jevent-lookout of hub hosted")) {
                    return thread;
                }
            }
            Thread.onSpinWait();
        }
    }

    private static String talk(StreamServer server, String word, int times) throws IOException {
        try (var stream = TcpStream.connect(server.localAddress())) {
            var heard = new StringBuilder();
            for (int i = 0; i < times; i++) {
                stream.writeAll(Loopback.bytes(word));
                heard.append(Loopback.text(stream, word.length()));
            }
            return heard.toString();
        }
    }
}
