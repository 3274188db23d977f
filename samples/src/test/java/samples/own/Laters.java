package samples.own;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Callable;

/// What users call.
final class Laters {

    private Laters() {}

    static <T> @Nullable T await(Later<? extends T> later) {
        return new LaterAwaiter<T>(later).await(later);
    }

    static <T> Later<T> from(Callable<? extends T> body) {
        return new GreenletLater<T>(body);
    }
}
