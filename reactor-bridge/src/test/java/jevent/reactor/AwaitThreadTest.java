package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.BlockingSwitchOut;
import jevent.Green;
import jevent.Hub;
import jevent.Timeout;
import jevent.sync.AsyncResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.PublisherProbe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;

/// On which threads one may await.
class AwaitThreadTest {

    @RegisterExtension final Dropped dropped = new Dropped();

    private static <T> T onParallel(Callable<T> body) throws Exception {
        var result = new CompletableFuture<T>();
        Schedulers.parallel()
                .schedule(() -> {
                    try {
                        result.complete(body.call());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                });
        return result.get();
    }

    @Test
    void aNonBlockingThreadIsRefusedByName() {
        var probe = PublisherProbe.of(Mono.never());

        assertThatThrownBy(() -> onParallel(() -> Monos.await(probe.mono())))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("parallel-")
                .hasMessageContaining("Monos.from");

        probe.assertWasCancelled();
    }

    @Test
    void whatIsReadyIsAllowedThere() throws Exception {
        assertThat(onParallel(() -> Monos.await(Mono.just(1).hide()))).isEqualTo(1);
        assertThat(onParallel(() -> Hub.currentOrNull() == null)).isTrue();
    }

    @Test
    void aVirtualThreadFromThereIsAllowed() throws Exception {
        var got = new CompletableFuture<String>();
        onParallel(() ->
                Thread.startVirtualThread(() -> got.complete(Monos.await(later("from outside")))));

        assertThat(got.get()).isEqualTo("from outside");
    }

    @Test
    void aPlainThreadMayAwait() throws Exception {
        var got = new CompletableFuture<String>();
        Thread.ofPlatform().start(() -> got.complete(Monos.await(later("here"))));

        assertThat(got.get()).isEqualTo("here");
    }

    @Test
    void aCallbackOfTheHubIsRefused() throws Exception {
        var probe = PublisherProbe.of(Mono.never());
        var refused = new CompletableFuture<Throwable>();
        try (Hub hub = Hub.open("loop")) {
            hub.execute(() -> {
                try {
                    Monos.await(probe.mono());
                } catch (Throwable e) {
                    refused.complete(e);
                }
            });

            assertThat(refused.get()).isInstanceOf(BlockingSwitchOut.class);
        }
        probe.assertWasCancelled();
    }

    @Test
    void aCallbackOfTheHubMustNotIterateEither() throws Exception {
        var probe = PublisherProbe.of(Flux.never());
        var refused = new CompletableFuture<Throwable>();
        try (Hub hub = Hub.open("loop")) {
            hub.execute(() -> {
                try {
                    Fluxes.iterate(probe.flux()).forEach(item -> {});
                } catch (Throwable e) {
                    refused.complete(e);
                }
            });

            assertThat(refused.get()).isInstanceOf(BlockingSwitchOut.class);
        }
        probe.assertWasCancelled();
    }

    private static Mono<String> later(String value) {
        return Mono.delay(Duration.ofMillis(1), Schedulers.boundedElastic()).map(tick -> value);
    }

    @Test
    void killsAndAnswersRaceToOneOutcome() {
        Green.run(() -> {
            for (int round = 0; round < 500; round++) {
                race(round);
            }
            return true;
        });
    }

    private void race(int round) throws Exception {
        List<Object> discarded = new ArrayList<>();
        var script = Script.<Integer>quiet();
        var waiting =
                Green.spawn(() ->
                        GreenletContext.call(
                                Discards.into(discarded), () -> Monos.await(script.mono())));
        Green.yieldNow();
        var done = AsyncResult.<Boolean>promise();
        var go = new CountDownLatch(1);
        Thread.ofPlatform()
                .start(() -> {
                    go.countDown();
                    script.to().onNext(1);
                    script.to().onComplete();
                    done.set(true);
                });
        if (ThreadLocalRandom.current().nextBoolean()) {
            go.await();
        }

        waiting.kill();
        done.get();

        boolean delivered = waiting.isSuccessful();
        assertThat(discarded).as("round %s", round).hasSize(delivered ? 0 : 1);
        dropped.takeValues();
    }

    @Test
    void manyAwaitsWithLimitsLeaveNoTimer() {
        Green.run(() -> {
            for (int i = 0; i < 10_000; i++) {
                Monos.await(Mono.create(s -> Green.spawn(() -> s.success(1))), Duration.ofHours(1));
            }
            assertThat(Hub.current().stats().timers()).isLessThan(100);
            assertThatThrownBy(() -> Monos.await(Mono.never(), Duration.ofMillis(1)))
                    .isInstanceOf(Timeout.class);
            return true;
        });
    }
}
