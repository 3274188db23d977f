package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.Host;
import jevent.Hub;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// Bridges on a hub that lives on somebody else's event loop: nothing changes threads.
class HostedTest {

    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void shutDown() {
        loop.shutdown();
    }

    @Test
    void whatIsSubscribedOnTheLoopRunsOnItsHub() throws Exception {
        Hub hub = Hub.host("hosted", Host.of(loop));
        Mono<List<Hub>> hubs =
                Monos.from(() ->
                        List.of(
                                Hub.current(),
                                Green.spawn(Hub::current).get(),
                                Monos.<Hub>await(Monos.from(Hub::current))));
        var seen = new CompletableFuture<List<Hub>>();

        loop.execute(() -> hubs.subscribe(seen::complete));

        assertThat(seen.get()).containsExactly(hub, hub, hub);
        hub.close();
    }
}
