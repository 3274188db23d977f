package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.Host;
import jevent.Hub;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Bridges on a hub that lives on somebody else's event loop: nothing changes threads.
class HostedTest {

    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();

    private record OnLoop(ScheduledExecutorService loop, Thread thread) implements Host {
        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public boolean inLoop() {
            return Thread.currentThread() == thread;
        }

        @Override
        public Runnable schedule(Runnable task, Duration delay) {
            var timer = loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> timer.cancel(false);
        }
    }

    @AfterEach
    void shutDown() {
        loop.shutdown();
    }

    @Test
    void whatIsSubscribedOnTheLoopRunsOnItsHub() throws Exception {
        Thread thread = loop.submit(Thread::currentThread).get();
        Hub hub = Hub.host("hosted", new OnLoop(loop, thread));
        hub.run(() -> true); // now the thread knows its hub
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
