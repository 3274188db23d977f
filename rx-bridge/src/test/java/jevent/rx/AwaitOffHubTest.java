package jevent.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.reactivex.rxjava3.subjects.MaybeSubject;
import io.reactivex.rxjava3.subjects.SingleSubject;

import jevent.ThrowingRunnable;
import jevent.Timeout;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A wait with a limit on an ordinary virtual thread, which belongs to no hub.
class AwaitOffHubTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(7);

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
    void whatEndsInTimeIsReturned() {
        var later = new CompletableFuture<String>();

        assertThat(
                        onVirtualThread(() -> {
                            Thread.ofVirtual().start(() -> later.complete("value"));
                            return Singles.await(Single.fromCompletionStage(later), HOUR);
                        }))
                .isEqualTo("value");
        assertThat(onVirtualThread(() -> Maybes.await(Maybe.<String>empty(), HOUR))).isNull();
        onVirtualThread(() -> {
            Completables.await(Completable.complete(), Duration.ZERO);
            return null;
        });
    }

    @Test
    void afterTheLimitTheSourceIsDisposed() {
        var single = SingleSubject.<String>create();
        var maybe = MaybeSubject.<String>create();
        var completable = CompletableSubject.create();

        for (ThrowingRunnable wait :
                List.<ThrowingRunnable>of(
                        () -> Singles.await(single, SOON),
                        () -> Maybes.await(maybe, SOON),
                        () -> Completables.await(completable, SOON))) {
            assertThatThrownBy(() ->
                            onVirtualThread(() -> {
                                wait.runWithException();
                                return null;
                            }))
                    .isInstanceOf(Timeout.class)
                    .hasMessageContaining("timed out after 7 ms");
        }
        assertThat(single.hasObservers()).isFalse();
        assertThat(maybe.hasObservers()).isFalse();
        assertThat(completable.hasObservers()).isFalse();
    }
}
