package jevent.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Hub;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

@GreenTest(realTime = true)
@SuppressWarnings("try") // closing early is what is tested
class TcpCloseTest {

    @Test
    void aReaderIsToldWhenAnotherGreenletCloses() throws IOException {
        try (var pair = Loopback.pair()) {
            var reader = Green.spawn(() -> pair.one().read(ByteBuffer.allocate(1)));
            Green.yieldNow();

            pair.one().close();

            assertThatThrownBy(reader::get)
                    .isInstanceOf(SocketClosed.class)
                    .isInstanceOf(ClosedChannelException.class)
                    .hasMessageContaining("cannot read stream")
                    .hasMessageContaining("has been closed");
        }
    }

    @Test
    void aWriterIsToldWhenAnotherGreenletCloses() throws IOException {
        try (var pair = Loopback.pair()) {
            var data = Loopback.tooMuch();
            var writer =
                    Green.spawn(() -> {
                        pair.one().writeAll(data);
                        return true;
                    });
            Green.yieldNow();

            pair.one().close();

            assertThatThrownBy(writer::get)
                    .isInstanceOf(SocketClosed.class)
                    .hasMessageContaining("cannot write");
            assertThat(data.position()).isPositive();
        }
    }

    @Test
    void anAcceptorIsToldWhenAnotherGreenletCloses() throws IOException {
        var listener = Loopback.listener();
        var acceptor = Green.spawn(listener::accept);
        Green.yieldNow();

        listener.close();

        assertThatThrownBy(acceptor::get)
                .isInstanceOf(SocketClosed.class)
                .hasMessageContaining("cannot accept listener");
    }

    @Test
    void anyThreadMayClose(TestHub hub) throws Exception {
        try (var pair = Loopback.pair();
                var listener = Loopback.listener()) {
            var reader = Green.spawn(() -> pair.one().read(ByteBuffer.allocate(1)));
            var acceptor = Green.spawn(listener::accept);
            Green.yieldNow();

            Thread.ofPlatform()
                    .start(() -> {
                        pair.one().close();
                        listener.close();
                    });

            assertThatThrownBy(reader::get).isInstanceOf(SocketClosed.class);
            assertThatThrownBy(acceptor::get).isInstanceOf(SocketClosed.class);
            assertThat(pair.one().isOpen()).isFalse();
            assertThat(listener.isOpen()).isFalse();
        }
        hub.takeFailures(); // the second to fail may have been faster than our look at it
    }

    @Test
    void closingTwiceIsClosingOnce() throws IOException {
        var listener = Loopback.listener();
        var pair = Loopback.pair(listener);

        for (int i = 0; i < 2; i++) {
            pair.close();
            listener.close();
        }

        assertThat(pair.one().isOpen()).isFalse();
        assertThat(listener.isOpen()).isFalse();
    }

    @Test
    void aClosedSocketRefusesEverything() throws IOException {
        var listener = Loopback.listener();
        var stream = Loopback.pair(listener).one();
        stream.close();
        listener.close();
        var buffer = ByteBuffer.allocate(1);

        assertThatThrownBy(() -> stream.read(buffer)).isInstanceOf(SocketClosed.class);
        assertThatThrownBy(() -> stream.readFully(buffer)).isInstanceOf(SocketClosed.class);
        assertThatThrownBy(() -> stream.writeAll(buffer)).isInstanceOf(SocketClosed.class);
        assertThatThrownBy(stream::shutdownOutput).isInstanceOf(SocketClosed.class);
        assertThatThrownBy(listener::accept).isInstanceOf(SocketClosed.class);
        assertThat(stream).hasToString("stream " + stream.remoteAddress() + " [closed]");
    }

    @Test
    void outputIsShutDownOnceAndThenRefused() throws IOException {
        try (var pair = Loopback.pair()) {
            pair.one().shutdownOutput();
            pair.one().shutdownOutput();

            assertThatThrownBy(() -> pair.one().writeAll(Loopback.bytes("x")))
                    .isInstanceOf(SocketClosed.class)
                    .hasMessageContaining("shut down for output");
        }
    }

    @Test
    void shuttingDownEndsAWriterButNoReader() throws IOException {
        try (var pair = Loopback.pair()) {
            var reader = Green.spawn(() -> Loopback.text(pair.one(), 2));
            var writer =
                    Green.spawn(() -> {
                        pair.one().writeAll(Loopback.tooMuch());
                        return true;
                    });
            Green.yieldNow();

            pair.one().shutdownOutput();
            pair.other().writeAll(Loopback.bytes("ok"));

            assertThatThrownBy(writer::get).isInstanceOf(SocketClosed.class);
            assertThat(reader.get()).isEqualTo("ok");
        }
    }

    @Test
    void aPortIsFreeAtOnceWhenItsListenerIsClosed() throws IOException {
        var listener = Loopback.listener();
        var address = listener.localAddress();
        var waiting = Green.spawn(listener::accept);
        Green.yieldNow();
        var live = TcpStream.connect(address);
        var accepted = waiting.get();

        listener.close();

        assertThatThrownBy(() -> TcpStream.connect(address)).isInstanceOf(ConnectException.class);
        try (var again = TcpListener.bind(address);
                var second = Loopback.pair(again)) {
            assertThat(second.one().isOpen()).isTrue();
        }
        live.close();
        accepted.close();
    }

    @Test
    void aSocketMayOutliveItsHub() throws IOException {
        Loopback.Pair pair;
        try (Hub hub = Hub.open("short")) {
            pair = hub.run(() -> Loopback.pair());
        }

        pair.close();

        assertThat(pair.one().isOpen()).isFalse();
        assertThat(pair.other().isOpen()).isFalse();
    }
}
