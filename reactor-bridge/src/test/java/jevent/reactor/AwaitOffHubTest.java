package jevent.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Timeout;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;
import reactor.test.publisher.PublisherProbe;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A wait with a limit on an ordinary virtual thread, which belongs to no hub.
class AwaitOffHubTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static <T extends @Nullable Object> T onVirtualThread(Callable<T> body) {
        var result = new CompletableFuture<T>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        result.complete(body.call());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                });
        try {
            return result.join();
        } catch (CompletionException e) {
            throw sneak(e.getCause());
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException sneak(Throwable error) throws E {
        throw (E) error;
    }

    @Test
    void aValueInTimeIsReturned() {
        var later = new CompletableFuture<String>();

        assertThat(
                        onVirtualThread(() -> {
                            Thread.ofVirtual().start(() -> later.complete("value"));
                            return Monos.await(Mono.fromFuture(later), HOUR);
                        }))
                .isEqualTo("value");
        assertThat(onVirtualThread(() -> Monos.await(Mono.just("ready"), Duration.ZERO)))
                .isEqualTo("ready");
        assertThat(onVirtualThread(() -> Monos.await(Mono.<String>empty(), HOUR))).isNull();
    }

    @Test
    void afterTheLimitUpstreamIsCancelledAndTheTimeoutNamesTheSource() {
        var probe = PublisherProbe.of(Mono.never());

        assertThatThrownBy(() ->
                        onVirtualThread(() -> Monos.await(probe.mono(), Duration.ofMillis(7))))
                .isInstanceOf(Timeout.class)
                .hasMessageContaining("timed out after 7 ms: Mono");
        probe.assertWasCancelled();
    }

    @Test
    void theTimeOfTheSubscribeCounts() {
        var slow =
                Mono.<String>never()
                        .doOnSubscribe(_ -> {
                            try {
                                Thread.sleep(Duration.ofMillis(1));
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                        });

        assertThatThrownBy(() -> onVirtualThread(() -> Monos.await(slow, Duration.ofNanos(1))))
                .isInstanceOf(Timeout.class);
    }
}
