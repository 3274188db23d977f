package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.net.TcpListener;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Hubs that watch channels and end at the same moment.
@Timeout(60)
@Tag("concurrency")
class ListenerCloseTest {

    private final List<Object> errors = Collections.synchronizedList(new ArrayList<>());

    private static TcpListener listen() throws IOException {
        return TcpListener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private Hub serving(int number) {
        Hub hub = Hub.open("serving " + number);
        hub.onError((where, context, error) -> errors.add(error));
        hub.run(() -> {
            for (int i = 0; i < 3; i++) {
                TcpListener listener = listen();
                Green.spawn(() -> listener.accept());
            }
            Green.yieldNow();
        });
        return hub;
    }

    @Test
    void twoHubsWithOpenListenersAreClosedAtOnce() throws Exception {
        for (int round = 0; round < 30; round++) {
            List<Thread> closers = new ArrayList<>();
            var go = new CountDownLatch(1);
            for (int i = 0; i < 2; i++) {
                Hub hub = serving(i);
                closers.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    awaitCount(go);
                                    hub.close(java.time.Duration.ZERO);
                                }));
            }
            go.countDown();
            for (Thread closer : closers) {
                closer.join();
            }
            assertThat(errors).isEmpty();
        }
    }

    private static void awaitCount(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void threadsThatEndWithOpenListenersLeaveNoHubBehind() throws Exception {
        List<Hub> hubs = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                Hub hub = Hub.current();
                                hub.onError((where, context, error) -> {});
                                hubs.add(hub);
                                Green.spawn(() -> listen().accept());
                                Green.yieldNow();
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (Hub hub : hubs) {
            hub.close();
        }

        assertThat(Hubs.all()).doesNotContainAnyElementsOf(hubs);
    }
}
