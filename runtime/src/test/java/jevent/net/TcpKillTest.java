package jevent.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Timeout;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;

@GreenTest
class TcpKillTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aKilledReaderLosesNothing() throws IOException {
        try (var pair = Loopback.pair()) {
            var reader = Green.spawn(() -> pair.one().read(ByteBuffer.allocate(1)));
            Green.yieldNow();

            reader.kill();
            pair.other().writeAll(Loopback.bytes("for the next"));

            assertThat(reader.failure()).isInstanceOf(GreenletExit.class);
            assertThat(Loopback.text(pair.one(), 12)).isEqualTo("for the next");
        }
    }

    @Test
    void aReaderThatIsKilledInTheMiddleHasWhatCame() throws IOException {
        try (var pair = Loopback.pair()) {
            var buffer = ByteBuffer.allocate(10);
            pair.other().writeAll(Loopback.bytes("abc"));
            var reader =
                    Green.spawn(() -> {
                        pair.one().readFully(buffer);
                        return true;
                    });
            Green.yieldNow();

            reader.kill();

            assertThat(buffer.position()).isEqualTo(3);
        }
    }

    @Test
    void aKilledAcceptorLosesNoConnection() throws IOException {
        try (var listener = Loopback.listener()) {
            var acceptor = Green.spawn(listener::accept);
            Green.yieldNow();

            acceptor.kill();

            try (var pair = Loopback.pair(listener)) {
                assertThat(pair.other().isOpen()).isTrue();
            }
        }
    }

    @Test
    void anAcceptorThatIsKilledAsAConnectionComesHandsItOver() throws IOException {
        try (var listener = Loopback.listener()) {
            for (int turns = 0; turns < 6; turns++) {
                var acceptor = Green.spawn(listener::accept);
                Green.yieldNow();
                var client = TcpStream.connect(listener.localAddress());
                for (int i = 0; i < turns; i++) {
                    Green.yieldNow();
                }

                acceptor.kill();

                var accepted = acceptor.isSuccessful() ? acceptor.get() : listener.accept();
                accepted.writeAll(Loopback.bytes("hi"));
                assertThat(Loopback.text(client, 2)).isEqualTo("hi");
                accepted.close();
                client.close();
            }
        }
    }

    @Test
    void aKilledWriterHasWrittenUpToItsPosition() throws IOException {
        try (var pair = Loopback.pair()) {
            var data = Loopback.tooMuch();
            var writer =
                    Green.spawn(() -> {
                        pair.one().writeAll(data);
                        return true;
                    });
            Green.yieldNow();

            writer.kill();

            long sent = data.position();
            assertThat(sent).isPositive().isLessThan(data.capacity());
            pair.one().shutdownOutput();
            assertThat(Loopback.drain(pair.other())).isEqualTo(sent);
        }
    }

    @Test
    void aWriterThatTimedOutMayGoOn() throws IOException {
        try (var pair = Loopback.pair()) {
            var data = Loopback.tooMuch();
            assertThatThrownBy(() ->
                            Timeout.call(
                                    SECOND,
                                    () -> {
                                        pair.one().writeAll(data);
                                        return true;
                                    }))
                    .isInstanceOf(Timeout.class);

            var drained = Green.spawn(() -> Loopback.drain(pair.other()));
            pair.one().writeAll(data);
            pair.one().shutdownOutput();

            assertThat(drained.get()).isEqualTo(data.capacity());
        }
    }

    @Test
    void anOuterTimeoutPassesThroughEveryWait() throws IOException {
        try (var pair = Loopback.pair();
                var listener = Loopback.listener();
                var hole = Loopback.blackHole()) {
            var stream = pair.one().withTimeout(Loopback.LONG);
            var buffer = ByteBuffer.allocate(1);

            assertThat(Timeout.callOr(SECOND, -9, () -> stream.read(buffer))).isEqualTo(-9);
            assertThat(Timeout.<Object>callOr(SECOND, "over", listener::accept)).isEqualTo("over");
            assertThat(
                            Timeout.<Object>callOr(
                                    SECOND, "over", () -> TcpStream.connect(hole.address())))
                    .isEqualTo("over");

            pair.other().writeAll(Loopback.bytes("!"));
            assertThat(stream.read(buffer)).isEqualTo(1);
        }
    }

    @Test
    void whoeverGivesUpConnectingLeavesNothingOpen() throws IOException {
        try (var hole = Loopback.blackHole()) {
            long before = openFiles();
            for (int i = 0; i < 30; i++) {
                var connecting = Green.spawn(() -> TcpStream.connect(hole.address()));
                Green.yieldNow();
                assertThat(connecting.isReady()).isFalse();

                connecting.kill();

                assertThat(connecting.failure()).isInstanceOf(GreenletExit.class);
            }
            assertThat(openFiles()).isLessThan(before + 20);
        }
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getOpenFileDescriptorCount();
    }

    @Test
    void anInterruptIsAKillAndLeavesTheStreamOpen() throws IOException {
        try (var pair = Loopback.pair()) {
            var thread = new Thread[1];
            var flag = new boolean[1];
            var reader =
                    Green.spawn(() -> {
                        thread[0] = Thread.currentThread();
                        try {
                            return pair.one().read(ByteBuffer.allocate(1));
                        } finally {
                            flag[0] = Thread.currentThread().isInterrupted();
                        }
                    });
            Green.yieldNow();

            thread[0].interrupt();
            reader.join();

            assertThat(reader.failure()).isInstanceOf(GreenletExit.class);
            assertThat(flag[0]).isTrue();
            pair.other().writeAll(Loopback.bytes("ok"));
            assertThat(Loopback.text(pair.one(), 2)).isEqualTo("ok");
        }
    }
}
