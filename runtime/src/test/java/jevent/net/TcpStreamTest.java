package jevent.net;

import static jevent.net.Loopback.bytes;
import static jevent.net.Loopback.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Random;

@GreenTest(realTime = true)
class TcpStreamTest {

    @Test
    void whatOneWritesTheOtherReads() throws IOException {
        try (var pair = Loopback.pair()) {
            pair.one().writeAll(bytes("hello"));

            assertThat(text(pair.other(), 5)).isEqualTo("hello");
            assertThat(pair.one().remoteAddress().getPort()).isPositive();
        }
    }

    @Test
    void aReadTakesWhatIsThereAndNoMore() throws IOException {
        try (var pair = Loopback.pair()) {
            var buffer = ByteBuffer.allocate(100);
            pair.one().writeAll(bytes("abc"));

            assertThat(pair.other().read(buffer)).isEqualTo(3);
            assertThat(buffer.position()).isEqualTo(3);
            assertThat(buffer.limit()).isEqualTo(100);
        }
    }

    @Test
    void aReaderWaitsForTheFirstByte() throws IOException {
        try (var pair = Loopback.pair()) {
            var reader = Green.spawn(() -> text(pair.other(), 3));
            Green.yieldNow();
            assertThat(reader.isReady()).isFalse();

            pair.one().writeAll(bytes("abc"));

            assertThat(reader.get()).isEqualTo("abc");
        }
    }

    @Test
    void theEndOfTheDataIsMinusOneAgainAndAgain() throws IOException {
        try (var pair = Loopback.pair()) {
            pair.one().writeAll(bytes("x"));
            pair.one().close();
            var buffer = ByteBuffer.allocate(8);

            assertThat(pair.other().read(buffer)).isEqualTo(1);
            assertThat(pair.other().read(buffer)).isEqualTo(-1);
            assertThat(pair.other().read(buffer)).isEqualTo(-1);
        }
    }

    @Test
    void aHalfClosedConnectionWorksTheOtherWay() throws IOException {
        try (var pair = Loopback.pair()) {
            pair.one().shutdownOutput();

            assertThat(pair.other().read(ByteBuffer.allocate(1))).isEqualTo(-1);
            pair.other().writeAll(bytes("still"));
            assertThat(text(pair.one(), 5)).isEqualTo("still");

            pair.other().shutdownOutput();
            assertThat(pair.one().read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(pair.one().isOpen()).isTrue();
        }
    }

    @Test
    void readFullyWantsAll() throws IOException {
        try (var pair = Loopback.pair()) {
            pair.one().writeAll(bytes("abc"));
            pair.one().close();
            var buffer = ByteBuffer.allocate(10);

            assertThatThrownBy(() -> pair.other().readFully(buffer))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("7 bytes early");
            assertThat(buffer.position()).isEqualTo(3);
        }
    }

    @Test
    void nothingToDoIsDoneAtOnce() throws IOException {
        try (var pair = Loopback.pair()) {
            var empty = ByteBuffer.allocate(0);

            assertThat(pair.one().read(empty)).isZero();
            pair.one().readFully(empty);
            pair.one().writeAll(empty);
        }
    }

    @Test
    void aReadOnlyBufferCanBeWrittenButNotReadInto() throws IOException {
        try (var pair = Loopback.pair()) {
            pair.one().writeAll(bytes("ro").asReadOnlyBuffer());
            assertThat(text(pair.other(), 2)).isEqualTo("ro");

            var readOnly = ByteBuffer.allocate(2).asReadOnlyBuffer();
            assertThatIllegalArgumentException().isThrownBy(() -> pair.one().read(readOnly));
        }
    }

    @Test
    void bytesComeOneByOneIfOneAsksSo() throws IOException {
        try (var pair = Loopback.pair()) {
            var writer =
                    Green.spawn(() -> {
                        for (byte b = 0; b < 100; b++) {
                            pair.one().writeAll(ByteBuffer.wrap(new byte[] {b}));
                            Green.yieldNow();
                        }
                        pair.one().shutdownOutput();
                        return true;
                    });
            var single = ByteBuffer.allocate(1);
            byte next = 0;

            for (; pair.other().read(single) > 0; single.clear()) {
                assertThat(single.get(0)).isEqualTo(next++);
            }

            assertThat(writer.get()).isTrue();
            assertThat(next).isEqualTo((byte) 100);
        }
    }

    @Test
    void largeHeapAndDirectBuffersArriveWholeInBothDirectionsAtOnce() throws IOException {
        byte[] data = new byte[8_000_000];
        new Random(7).nextBytes(data);
        var direct = ByteBuffer.allocateDirect(data.length).put(data).flip();
        try (var pair = Loopback.pair()) {
            var there = Green.spawn(() -> receive(pair.other(), data.length));
            var back = Green.spawn(() -> receive(pair.one(), data.length));
            var back2 =
                    Green.spawn(() -> {
                        pair.other().writeAll(direct);
                        return true;
                    });
            var heap = ByteBuffer.wrap(data);

            pair.one().writeAll(heap);

            assertThat(there.get()).isEqualTo(data);
            assertThat(back.get()).isEqualTo(data);
            assertThat(back2.get()).isTrue();
            assertThat(heap.hasRemaining()).isFalse();
            assertThat(heap.limit()).isEqualTo(data.length);
        }
    }

    private static byte[] receive(TcpStream stream, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        stream.readFully(buffer);
        return buffer.array();
    }

    @Test
    void aNameWithoutAnAddressIsRefused() {
        var nowhere = InetSocketAddress.createUnresolved("nowhere", 1);

        assertThatThrownBy(() -> TcpStream.connect(nowhere))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("nowhere");
    }
}
