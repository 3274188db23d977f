package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.flow.Stages;
import jevent.net.StreamServer;
import jevent.net.TcpListener;
import jevent.net.TcpStream;
import jevent.pool.Group;
import jevent.pool.Pool;
import jevent.sync.AsyncResult;
import jevent.sync.Channel;
import jevent.sync.Event;
import jevent.sync.Queue;
import jevent.sync.Semaphore;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Limits, delays and graces of zero and below, also where nothing would have to be waited for.
@GreenTest
class LimitTest {

    private static final Duration NEGATIVE = Duration.ofNanos(-1);

    static Stream<ThrowingRunnable> negativeLimits() {
        return Stream.of(
                () -> Green.spawn(() -> "x").get(NEGATIVE),
                () -> Green.spawn(() -> "x").join(NEGATIVE),
                () -> Green.spawn(() -> "x").kill(NEGATIVE),
                () -> Green.joinAll(List.of(), NEGATIVE),
                () -> Green.joinAll(List.of(Green.spawn(() -> "x")), NEGATIVE),
                () -> Green.asReady(List.of(), NEGATIVE),
                () -> Green.spawnLater(NEGATIVE, () -> Green.yieldNow()),
                () -> Timeout.call(NEGATIVE, () -> "x"),
                () -> Timeout.callOr(NEGATIVE, "y", () -> "x"),
                () -> Timeout.start(NEGATIVE),
                () -> set(new Event()).await(NEGATIVE),
                () -> set(new AsyncResult<String>()).get(NEGATIVE),
                () -> set(new AsyncResult<String>()).await(NEGATIVE),
                () -> new Semaphore(1).acquire(NEGATIVE),
                () -> filled().get(NEGATIVE),
                () -> filled().put("x", NEGATIVE),
                () -> new Channel<String>().get(NEGATIVE),
                () -> new Channel<String>().put("x", NEGATIVE),
                () -> new Group().join(NEGATIVE),
                () -> new Pool(1).spawn(() -> "x", NEGATIVE),
                () -> new Pool(1).spawn(() -> Green.yieldNow(), NEGATIVE),
                () -> Hub.current().join(NEGATIVE),
                () -> Stages.await(CompletableFuture.completedFuture("x"), NEGATIVE),
                LimitTest::connect);
    }

    private static Event set(Event event) {
        event.set();
        return event;
    }

    private static AsyncResult<String> set(AsyncResult<String> result) {
        result.set("x");
        return result;
    }

    private static Queue<String> filled() {
        Queue<String> queue = Queue.bounded(2);
        queue.put("x");
        return queue;
    }

    private static TcpListener listener() throws IOException {
        return TcpListener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static void connect() throws IOException {
        try (var listener = listener()) {
            TcpStream.connect(listener.localAddress(), NEGATIVE);
        }
    }

    @ParameterizedTest
    @MethodSource("negativeLimits")
    void aNegativeOneIsRefusedEvenIfNothingIsWaitedFor(ThrowingRunnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative duration");
    }

    @Test
    void whatIsRefusedHasNoEffect() throws IOException {
        var gate = new Event();
        var greenlet = Green.spawn(() -> gate.await());
        try (var listener = listener();
                var server = StreamServer.start(listener, stream -> gate.await());
                var stream = TcpStream.connect(server.localAddress())) {
            for (ThrowingRunnable call :
                    List.<ThrowingRunnable>of(
                            () -> Green.killAll(List.of(greenlet), NEGATIVE),
                            () -> greenlet.kill(NEGATIVE),
                            () -> server.close(NEGATIVE),
                            () -> stream.withTimeout(NEGATIVE))) {
                assertThatThrownBy(call::run)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("negative duration");
            }
            assertThat(listener.isOpen()).isTrue();
        }
        gate.set();
        greenlet.get();
    }

    @Test
    void zeroLooksOnceAndDoesNotWait(TestHub hub) {
        assertThat(set(new Event()).await(Duration.ZERO)).isTrue();
        assertThat(new Event().await(Duration.ZERO)).isFalse();
        assertThat(filled().get(Duration.ZERO)).isEqualTo("x");
        assertThatThrownBy(() -> Queue.unbounded().get(Duration.ZERO)).isInstanceOf(Timeout.class);
        assertThat(new Semaphore(1).acquire(Duration.ZERO)).isTrue();
        assertThat(new Semaphore(0).acquire(Duration.ZERO)).isFalse();
        assertThat(hub.elapsed()).isZero();
    }
}
