package jevent.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.ByteBuffer;

@GreenTest(realTime = true)
class TcpErrorTest {

    @Test
    void aRefusedConnectionNamesTheAddress() throws IOException {
        var address = Loopback.closedPort();

        assertThatThrownBy(() -> TcpStream.connect(address))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(address.toString());
    }

    @Test
    void anAddressInUseIsNamed() throws IOException {
        try (var listener = Loopback.listener()) {
            var address = listener.localAddress();

            assertThatThrownBy(() -> TcpListener.bind(address))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining(address.toString());
        }
    }

    @Test
    void aResetIsAnErrorForTheReaderAndStaysOne() throws IOException {
        try (var pair = Loopback.pair()) {
            var buffer = ByteBuffer.allocate(1);
            var reader = Green.spawn(() -> pair.one().read(ByteBuffer.allocate(1)));
            Green.yieldNow();

            Loopback.reset(pair.other());

            assertThatThrownBy(reader::get)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> pair.one().read(buffer))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("reset");
            }
            assertThatThrownBy(() -> pair.one().writeAll(buffer)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aResetEndsAWriterThatWaits() throws IOException {
        try (var pair = Loopback.pair()) {
            var writer =
                    Green.spawn(() -> {
                        pair.one().writeAll(Loopback.tooMuch());
                        return true;
                    });
            Green.yieldNow();

            Loopback.reset(pair.other());

            assertThatThrownBy(writer::get).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aResetSeenByAWriteIsNoEndOfDataForTheNextRead() throws IOException {
        try (var pair = Loopback.pair()) {
            Loopback.reset(pair.other());
            assertThatThrownBy(() -> writeUntilItFails(pair.one())).isInstanceOf(IOException.class);

            var buffer = ByteBuffer.allocate(1);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> pair.one().read(buffer)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void whatCameBeforeAResetCanStillBeRead() throws IOException {
        try (var pair = Loopback.pair()) {
            pair.other().writeAll(Loopback.bytes("last words"));
            pair.one().writeAll(Loopback.bytes("unread, so the close is a reset"));
            pair.other().close();
            assertThatThrownBy(() -> writeUntilItFails(pair.one())).isInstanceOf(IOException.class);

            var buffer = ByteBuffer.allocate(100);

            assertThat(pair.one().read(buffer)).isEqualTo(10);
            assertThatThrownBy(() -> pair.one().read(buffer)).isInstanceOf(IOException.class);
        }
    }

    private static void writeUntilItFails(TcpStream stream) throws IOException {
        for (int i = 0; i < 1000; i++) {
            stream.writeAll(Loopback.bytes("x"));
        }
    }

    @Test
    void shuttingDownAfterAResetIsNoErrorOrATypedOne() throws IOException {
        try (var pair = Loopback.pair()) {
            Loopback.reset(pair.other());

            pair.one().shutdownOutput();

            assertThatThrownBy(() -> pair.one().writeAll(Loopback.bytes("x")))
                    .isInstanceOf(SocketClosed.class);
        }
    }

    @Test
    void aResetBeforeItIsAcceptedDoesNotDisturbTheListener() throws IOException {
        try (var listener = Loopback.listener()) {
            Loopback.reset(TcpStream.connect(listener.localAddress()));
            var first = listener.accept();

            assertThatThrownBy(() -> first.read(ByteBuffer.allocate(1)))
                    .isInstanceOf(IOException.class);

            first.close();
            try (var pair = Loopback.pair(listener)) {
                assertThat(pair.other().isOpen()).isTrue();
            }
        }
    }
}
