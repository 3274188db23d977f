package jevent.rx;

import jevent.Greenlet;
import jevent.Outcome;
import jevent.Waitable;
import jevent.sync.AsyncResult;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// What ends once, for all who observe it: a result that somebody sets, or a greenlet.
///
/// @param outcome of the source, when that is ready
/// @param onDispose what an observer's dispose does to the source, if that has not ended
record Awaited<T>(
        Waitable source,
        Supplier<? extends Outcome<? extends @Nullable T>> outcome,
        Runnable onDispose) {

    static <T> Awaited<T> of(AsyncResult<? extends @Nullable T> result) {
        return new Awaited<>(result, result::outcome, () -> {});
    }

    static <T> Awaited<T> of(Greenlet<? extends @Nullable T> greenlet) {
        return new Awaited<>(greenlet, greenlet::outcome, () -> {});
    }

    static <T> Awaited<T> owned(Greenlet<? extends @Nullable T> greenlet) {
        return new Awaited<>(greenlet, greenlet::outcome, greenlet::killLater);
    }
}
