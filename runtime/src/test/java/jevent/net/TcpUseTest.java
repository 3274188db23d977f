package jevent.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.ConcurrentUse;
import jevent.Green;
import jevent.Hub;
import jevent.LoopExit;
import jevent.ThrowingRunnable;
import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Who may use a socket when, and what it costs a hub that nobody does.
@GreenTest
class TcpUseTest {

    @Test
    void aSecondReaderIsRefusedAndTheFirstGoesOn() throws IOException {
        try (var pair = Loopback.pair()) {
            var first = Green.spawn(() -> Loopback.text(pair.one(), 4)).named("first");
            Green.yieldNow();
            var second = Green.spawn(() -> Loopback.text(pair.one(), 4)).named("second");

            assertThatThrownBy(second::get)
                    .isInstanceOf(ConcurrentUse.class)
                    .hasMessageContaining("second cannot read stream")
                    .hasMessageContaining("first does so already");

            pair.other().writeAll(Loopback.bytes("mine"));
            assertThat(first.get()).isEqualTo("mine");
        }
    }

    @Test
    void aSecondWriterDoesNotInterleave() throws IOException {
        try (var pair = Loopback.pair()) {
            var data = Loopback.tooMuch();
            var first =
                    Green.spawn(() -> {
                        pair.one().writeAll(data);
                        return true;
                    });
            Green.yieldNow();

            assertThatThrownBy(() -> pair.one().writeAll(Loopback.bytes("x")))
                    .isInstanceOf(ConcurrentUse.class)
                    .hasMessageContaining("write");

            var drained = Green.spawn(() -> Loopback.drain(pair.other()));
            assertThat(first.get()).isTrue();
            pair.one().shutdownOutput();
            assertThat(drained.get()).isEqualTo(data.capacity());
        }
    }

    @Test
    void aSecondAcceptorIsRefused() throws IOException {
        try (var listener = Loopback.listener()) {
            var first = Green.spawn(listener::accept);
            Green.yieldNow();

            assertThatThrownBy(listener::accept).isInstanceOf(ConcurrentUse.class);

            first.kill();
        }
    }

    private static void often(ThrowingRunnable operation) {
        ThrowingRunnable body =
                () -> {
                    for (int i = 0; i < 20; i++) {
                        operation.runWithException();
                        Green.yieldNow();
                    }
                };
        Green.joinAllOrRaise(List.of(Green.spawn(body), Green.spawn(body)));
    }

    @Test
    void whoeverNeverWaitsMayTakeTurnsWithOthers() throws IOException {
        try (var pair = Loopback.pair()) {
            often(() -> pair.one().writeAll(ByteBuffer.allocate(1)));
            pair.one().writeAll(ByteBuffer.allocate(40));

            often(() -> pair.other().read(ByteBuffer.allocate(1)));
            often(() -> pair.other().readFully(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void acceptorsMayTakeTurnsWhereConnectionsWait() throws IOException {
        List<TcpStream> open = new ArrayList<>();
        try (var listener = Loopback.listener()) {
            for (int i = 0; i < 40; i++) {
                open.add(TcpStream.connect(listener.localAddress()));
            }
            often(() -> open.add(listener.accept()));
        }
        assertThat(open).hasSize(80);
        open.forEach(TcpStream::close);
    }

    @Test
    void nobodyWritesBetweenTwoPiecesOfAnother() throws IOException {
        try (var pair = Loopback.pair()) {
            var drained = Green.spawn(() -> Loopback.drain(pair.other()));
            var data = Loopback.tooMuch();
            var first = Green.spawn(() -> pair.one().writeAll(data));
            while (data.position() == 0) {
                Green.yieldNow();
            }

            assertThat(data.hasRemaining()).isTrue();
            assertThatThrownBy(() -> pair.one().writeAll(Loopback.bytes("x")))
                    .isInstanceOf(ConcurrentUse.class);

            first.get();
            pair.one().shutdownOutput();
            assertThat(drained.get()).isEqualTo(data.capacity());
        }
    }

    @Test
    void oneMayReadWhileAnotherWrites() throws IOException {
        try (var pair = Loopback.pair()) {
            var reader = Green.spawn(() -> Loopback.text(pair.one(), 2));
            Green.yieldNow();

            pair.one().writeAll(Loopback.bytes("ping"));
            pair.other().writeAll(Loopback.bytes("ok"));

            assertThat(Loopback.text(pair.other(), 4)).isEqualTo("ping");
            assertThat(reader.get()).isEqualTo("ok");
        }
    }

    @Test
    void anotherHubIsRefused() throws IOException {
        try (var pair = Loopback.pair();
                var listener = Loopback.listener();
                Hub other = Hub.open("other")) {
            other.onError((where, context, error) -> {}); // they are looked at here
            var buffer = ByteBuffer.allocate(1);

            assertThatIllegalStateException()
                    .isThrownBy(() -> other.run(() -> pair.one().read(buffer)))
                    .withMessageContaining("hub.spawn");
            assertThatIllegalStateException().isThrownBy(() -> other.run(listener::accept));
            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            other.run(() -> {
                                pair.one().shutdownOutput();
                                return true;
                            }));
        }
    }

    @Test
    void whoWaitsForAConnectionKeepsTheHubAliveAndNobodyElse(TestHub hub) throws IOException {
        try (var listener = Loopback.listener();
                var pair = Loopback.pair(listener)) {
            var reader = Green.spawn(() -> pair.one().read(ByteBuffer.allocate(1)));
            var acceptor = Green.spawn(listener::accept);
            Green.yieldNow();

            assertThat(hub.hub().join(Duration.ofSeconds(1))).isFalse();
            acceptor.kill();
            assertThat(hub.hub().join(Duration.ofSeconds(1))).isFalse();
            reader.kill();

            assertThat(hub.hub().stats().watchers()).isEqualTo(2);
            assertThat(hub.hub().join(Duration.ofSeconds(1))).isTrue();
            assertThatThrownBy(new Event()::await).isInstanceOf(LoopExit.class);
        }
    }

    @Test
    void dataThatNobodyReadsDoesNotKeepTheHubBusy(TestHub hub) throws IOException {
        try (var pair = Loopback.pair()) {
            var reader = Green.spawn(() -> pair.one().read(ByteBuffer.allocate(1)));
            Green.yieldNow();
            pair.other().writeAll(Loopback.bytes("more than one byte"));
            reader.join();
            long before = hub.hub().stats().switches();

            for (int i = 0; i < 20; i++) {
                Green.sleep(1);
            }

            assertThat(hub.hub().stats().switches() - before).isLessThan(100);
            assertThat(hub.hub().stats().watchers()).isZero();
            assertThat(Loopback.text(pair.one(), 5)).isEqualTo("ore t");
        }
    }

    @Test
    void aStreamThatIsAlwaysReadyLeavesOthersTheirTurn() throws IOException {
        try (var pair = Loopback.pair()) {
            pair.other().writeAll(ByteBuffer.allocate(10_000));
            var turns = new int[1];
            var busy =
                    Green.spawn(() -> {
                        var single = ByteBuffer.allocate(1);
                        while (pair.one().read(single.clear()) > 0) {
                            turns[0]++;
                        }
                        return true;
                    });

            Green.yieldNow();
            Green.yieldNow();

            assertThat(turns[0]).isBetween(1, 100);
            busy.kill();
        }
    }

    @Test
    void aDumpSaysWhatIsWaitedFor(TestHub hub) throws IOException {
        try (var pair = Loopback.pair()) {
            var reader = Green.spawn(() -> pair.one().read(ByteBuffer.allocate(1)));
            Green.yieldNow();

            assertThat(hub.hub().dump()).contains("read of " + pair.one());

            reader.kill();
        }
    }
}
