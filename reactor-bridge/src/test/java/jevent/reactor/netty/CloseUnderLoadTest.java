package jevent.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;

import jevent.Green;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// Loops that are closed while clients go on connecting and asking.
@GreenTest(realTime = true, limitSeconds = 110)
class CloseUnderLoadTest {

    private static final int CLIENTS = 4;

    private static Served served() {
        return Served.by(
                2,
                GreenHandlers.text((request, response) -> {
                    Green.sleep(1);
                    return "hello";
                }));
    }

    private static <T> List<FutureTask<T>> clients(Callable<T> body) {
        return IntStream.range(0, CLIENTS)
                .mapToObj(i -> {
                    var client = new FutureTask<>(body);
                    Thread.ofPlatform().daemon().start(client);
                    return client;
                })
                .toList();
    }

    // ---- connections

    @Test
    void noConnectionIsLeftOpen() throws Exception {
        for (int round = 0; round < 3; round++) {
            closeUnderConnections(round);
        }
    }

    @Test
    @Tag("stress")
    @GreenTest(realTime = true, limitSeconds = 1_200)
    void noConnectionIsLeftOpenInManyRounds() throws Exception {
        for (int round = 0; round < 50; round++) {
            closeUnderConnections(round % 20);
        }
    }

    /// The server is not disposed, and accepts until its loop has ended.
    private static void closeUnderConnections(int delay) throws Exception {
        Served served = served();
        var address = (InetSocketAddress) served.server().address();
        var clients = clients(() -> connect(address));
        Green.sleep(delay);
        served.loops().close();
        for (var client : clients) {
            for (Socket socket : client.get()) {
                assertThat(ends(socket)).as("%s, closed by the server", socket).isTrue();
            }
        }
    }

    /// Connects until that is refused.
    private static List<Socket> connect(InetSocketAddress address) {
        var made = new ArrayList<Socket>();
        try {
            while (made.size() < 3_000) {
                made.add(new Socket(address.getAddress(), address.getPort()));
            }
        } catch (IOException refused) {
            // the server has gone
        }
        return made;
    }

    private static boolean ends(Socket connected) {
        try (Socket socket = connected) {
            socket.setSoTimeout(10_000);
            // One that the system has connected, but never queued for the server, learns of the end
            // only if it says something.
            socket.getOutputStream().write('G');
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    // ---- requests

    @Test
    void whoAsksGetsAnAnswerOrTheEndOfTheConnection() throws Exception {
        closeUnderRequests(5);
        closeUnderRequests(20);
    }

    @Test
    @Tag("stress")
    @GreenTest(realTime = true, limitSeconds = 1_200)
    void soItIsInManyRoundsAndNoDescriptorIsLost() throws Exception {
        closeUnderRequests(20); // opens what stays open
        long before = descriptors();
        int rounds = 20;
        for (int round = 0; round < rounds; round++) {
            closeUnderRequests(round * 3);
        }
        for (int i = 0; i < 1_000 && descriptors() >= before + rounds; i++) {
            Green.sleep(10); // the clients' own close a little later
        }
        assertThat(descriptors()).isLessThan(before + rounds);
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                ? os.getOpenFileDescriptorCount()
                : 0;
    }

    private static void closeUnderRequests(int delay) throws Exception {
        Served served = served();
        var provider = ConnectionProvider.create("load", 50);
        var client = HttpClient.create(provider).remoteAddress(served.server()::address);
        var over = new AtomicBoolean();
        var clients = clients(() -> askUntil(over, client));
        Green.sleep(delay);

        served.server().disposeNow(Duration.ofSeconds(30));
        served.loops().close();

        over.set(true);
        for (var asker : clients) {
            assertThat(asker.get()).isSubsetOf(200, 503);
        }
        provider.disposeLater().block(Duration.ofSeconds(30));
    }

    private static List<Integer> askUntil(AtomicBoolean over, HttpClient client) {
        var answers = new ArrayList<Integer>();
        while (!over.get()) {
            try {
                answers.add(statusOf(client));
            } catch (RuntimeException e) { // what else is thrown fails the client
                assertThat(e).hasCauseInstanceOf(IOException.class);
            }
        }
        return answers;
    }

    private static int statusOf(HttpClient client) {
        return Objects.requireNonNull(
                client.get()
                        .responseSingle((response, body) ->
                                body.asString()
                                        .defaultIfEmpty("")
                                        .map(text -> response.status().code()))
                        .block(Duration.ofSeconds(30)));
    }
}
