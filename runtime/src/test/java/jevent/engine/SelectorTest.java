package jevent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.Host;
import jevent.Hub;
import jevent.loop.IoWatcher;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/// What others do to the loop's channels and to its selector.
@Timeout(30)
class SelectorTest {

    private final Queue<Throwable> reported = new ConcurrentLinkedQueue<>();

    private static Pipe pipe() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        return pipe;
    }

    private static IoWatcher reading(Hub hub, Pipe pipe) {
        return hub.loop().io(pipe.source(), SelectionKey.OP_READ);
    }

    @Test
    void oneThatIsClosedIsReplaced() throws Exception {
        Pipe pipe = pipe();
        var told = new CompletableFuture<String>();
        try (Hub hub = Hub.open("selecting")) {
            hub.onError((where, context, error) -> reported.add(error));
            hub.run(
                            () -> {
                                IoWatcher watcher = reading(hub, pipe);
                                watcher.start(() -> {
                                    watcher.stop();
                                    told.complete("readable");
                                });
                                return selector(hub);
                            })
                    .close();
            pipe.sink().write(ByteBuffer.allocate(1));

            assertThat(told.get()).isEqualTo("readable");
            assertThat(hub.run(() -> "alive")).isEqualTo("alive");
        }
        assertThat(reported).hasOnlyElementsOfType(ClosedSelectorException.class);
    }

    private static Selector selector(Hub hub) throws ReflectiveOperationException {
        var field = Poller.class.getDeclaredField("selector");
        field.setAccessible(true);
        return (Selector) field.get(((EventLoop) hub.loop()).poller());
    }

    @Test
    void aWatcherOfAChannelThatAnotherThreadClosesIsToldAndEnds() throws Exception {
        try (Hub hub = Hub.open("watching")) {
            assertToldOfClose(hub);
        }
    }

    @Test
    void onAHostedHubToo() throws Exception {
        try (var executor = Executors.newSingleThreadScheduledExecutor();
                Hub hub = Hub.host("hosted", Host.of(executor))) {
            assertToldOfClose(hub);
        }
    }

    private static void assertToldOfClose(Hub hub) throws Exception {
        Pipe pipe = pipe();
        var told = new CompletableFuture<Boolean>();
        hub.run(() -> {
            IoWatcher watcher = reading(hub, pipe);
            watcher.start(() -> told.complete(watcher.isActive()));
            return Green.current();
        });
        pipe.source().close();

        assertThat(told.get()).as("still active").isFalse();
        assertThat(hub.run(() -> hub.loop().watcherCount())).isZero();
    }

    /// It would keep the hub alive for ever.
    @Test
    void oneWhoseChannelIsClosedByAGreenletLetsItsHubEnd() throws IOException {
        Pipe pipe = pipe();
        var told = new CompletableFuture<String>();
        Thread.ofPlatform()
                .start(() -> {
                    Hub hub = Hub.current();
                    reading(hub, pipe).start(() -> told.complete("told"));
                    hub.spawn(() -> {
                        pipe.source().close();
                        return true;
                    });
                    hub.join();
                    told.complete("not told");
                    hub.close();
                });

        assertThat(told.join()).isEqualTo("told");
    }
}
