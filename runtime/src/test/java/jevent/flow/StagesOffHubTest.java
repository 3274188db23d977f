package jevent.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Timeout;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A wait with a limit on an ordinary virtual thread, which belongs to no hub.
class StagesOffHubTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final CompletableFuture<String> future = new CompletableFuture<>();

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
            throw sneak(Objects.requireNonNull(e.getCause()));
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException sneak(Throwable error) throws E {
        throw (E) error;
    }

    @Test
    void aStageThatCompletesInTimeIsReturned() {
        assertThat(
                        onVirtualThread(() -> {
                            Thread.ofVirtual().start(() -> future.complete("value"));
                            return Stages.await(future, HOUR);
                        }))
                .isEqualTo("value");
        assertThat(onVirtualThread(() -> Stages.await(future, Duration.ZERO))).isEqualTo("value");
    }

    @Test
    void afterTheLimitItIsCancelledAndTheTimeoutNamesBoth() {
        assertThatThrownBy(() -> onVirtualThread(() -> Stages.await(future, Duration.ofMillis(7))))
                .isInstanceOf(Timeout.class)
                .hasMessageContaining("timed out after 7 ms")
                .hasMessageContaining("CompletableFuture");
        assertThat(future).isCancelled();
    }

    @Test
    void theStagesOwnErrorIsTheVeryObject() {
        for (Throwable error : new Throwable[] {new IOException(), Timeout.of(HOUR)}) {
            assertThatThrownBy(() ->
                            onVirtualThread(() ->
                                    Stages.await(CompletableFuture.failedFuture(error), HOUR)))
                    .isSameAs(error);
        }
    }
}
