package jevent.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;

@GreenTest
class TcpLimitTest {

    private static final Duration LIMIT = Duration.ofMillis(300);

    @Test
    void aReadTakesNoLongerThanItsLimitAndMayBeTriedAgain(TestHub hub) throws IOException {
        try (var pair = Loopback.pair()) {
            var stream = pair.one().withTimeout(LIMIT);
            var buffer = ByteBuffer.allocate(4);
            Duration start = hub.elapsed();

            assertThatThrownBy(() -> stream.read(buffer))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("read of stream")
                    .hasMessageContaining("PT0.3S");
            assertThat(hub.elapsed().minus(start)).isEqualTo(LIMIT);

            pair.other().writeAll(Loopback.bytes("late"));
            assertThat(stream.read(buffer)).isEqualTo(4);
        }
    }

    @Test
    void oneLimitCoversAllOfReadFully(TestHub hub) throws IOException {
        try (var pair = Loopback.pair()) {
            var stream = pair.one().withTimeout(LIMIT);
            var buffer = ByteBuffer.allocate(100);
            Duration start = hub.elapsed();
            var slow =
                    Green.spawn(() -> {
                        for (int i = 0; i < 5; i++) {
                            Green.sleep(100);
                            pair.other().writeAll(Loopback.bytes("x"));
                        }
                        return true;
                    });

            assertThatThrownBy(() -> stream.readFully(buffer))
                    .isInstanceOf(SocketTimeoutException.class);

            assertThat(hub.elapsed().minus(start)).isEqualTo(LIMIT);
            assertThat(buffer.position()).isBetween(2, 3);
            assertThat(slow.get()).isTrue();
        }
    }

    @Test
    void oneLimitCoversAllOfWriteAll(TestHub hub) throws IOException {
        try (var pair = Loopback.pair()) {
            var stream = pair.one().withTimeout(LIMIT);
            var data = Loopback.tooMuch();
            Duration start = hub.elapsed();
            var slow =
                    Green.spawn(() -> {
                        var buffer = ByteBuffer.allocateDirect(4 << 20);
                        while (true) {
                            Green.sleep(100);
                            pair.other().read(buffer.clear());
                        }
                    });

            assertThatThrownBy(() -> stream.writeAll(data))
                    .isInstanceOf(SocketTimeoutException.class);

            assertThat(hub.elapsed().minus(start)).isEqualTo(LIMIT);
            assertThat(data.position()).isPositive();
            slow.kill();
        }
    }

    @Test
    void connectingTakesNoLongerThanItsLimit(TestHub hub) throws IOException {
        try (var hole = Loopback.blackHole()) {
            Duration start = hub.elapsed();

            assertThatThrownBy(() -> TcpStream.connect(hole.address(), LIMIT))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining(hole.address().toString());

            assertThat(hub.elapsed().minus(start)).isEqualTo(LIMIT);
        }
    }

    @Test
    void aLimitThatIsNotReachedLeavesNothingBehind(TestHub hub) throws IOException {
        try (var pair = Loopback.pair()) {
            var stream = pair.one().withTimeout(LIMIT);
            var reader = Green.spawn(() -> Loopback.text(stream, 1));
            Green.yieldNow();
            pair.other().writeAll(Loopback.bytes("x"));

            assertThat(reader.get()).isEqualTo("x");

            assertThat(hub.hub().stats().timers()).isZero();
        }
    }

    @Test
    void aNegativeLimitIsRefused() throws IOException {
        try (var pair = Loopback.pair()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> pair.one().withTimeout(LIMIT.negated()));
        }
    }
}
