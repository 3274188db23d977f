package jevent.reactor;

import jevent.Greenlet;
import jevent.Hub;
import jevent.ThrowingRunnable;
import jevent.Timeout;
import jevent.bridge.Deadline;
import jevent.bridge.Pick;
import jevent.sync.AsyncResult;

import org.jspecify.annotations.Nullable;

import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `Mono` and greenlets, both ways.
///
/// ```java
/// User user = Monos.await(users.findById(id));
///
/// Mono<Page> page = Monos.from(() -> render(Monos.await(users.findById(id)), loadTheme()));
/// ```
public final class Monos {

    private Monos() {}

    /// Waits for a `Mono` to complete.
    ///
    /// Not for its value only: what a source does between its value and its end, such as a commit,
    /// has happened. One that is ready costs no wait. An error is thrown as it is, checked or not.
    ///
    /// *Kill, timeout, interrupt* cancel the subscription, then the greenlet sees its error. What
    /// the source sends later goes to Reactor's hooks. A kill that an operator of the source has
    /// taken for an error of its own, `onErrorResume` for one, is thrown here all the same.
    ///
    /// @return the value, or null if it completes empty
    /// @throws IllegalStateException on a thread that must not block, if the value is not ready
    @SuppressWarnings("unchecked") // a Mono of T calls a T
    public static <T> @Nullable T await(Mono<? extends T> mono) {
        if (mono instanceof Fuseable.ScalarCallable<?> ready) {
            return (T) Errors.call(ready);
        }
        Objects.requireNonNull(mono, "mono");
        return new MonoAwaiter<T>(mono, Pick.VALUE).await(mono);
    }

    /// As [#await(Mono)], but waits for `limit` at most.
    ///
    /// @throws Timeout after that; the subscription is cancelled
    public static <T> @Nullable T await(Mono<? extends T> mono, Duration limit) {
        var timeout = Timeout.of(limit, mono);
        if (!Deadline.isNeeded()) {
            return timeout.<@Nullable T>call(() -> await(mono));
        }
        return mono instanceof Fuseable.ScalarCallable<?>
                ? await(mono)
                : new MonoAwaiter<T>(mono, Pick.VALUE).await(mono, Deadline.in(limit));
    }

    /// Waits for all of them to complete, at the same time.
    ///
    /// The first error is thrown at once, and cancels the others. *Kill, timeout, interrupt* cancel
    /// them all.
    ///
    /// @return the values in the order given; null for those that complete empty
    public static <T> List<@Nullable T> awaitAll(Collection<? extends Mono<? extends T>> monos) {
        return Several.all(monos);
    }

    /// Waits for the first of them to end, whether with a value, empty or with an error; the others
    /// are cancelled then. *Kill, timeout, interrupt* cancel them all.
    ///
    /// @return the value, or null if the first completes empty
    /// @throws IllegalArgumentException if there are none
    public static <T> @Nullable T race(Collection<? extends Mono<? extends T>> monos) {
        return Several.first(monos);
    }

    /// A `Mono` that runs `body` in a greenlet of its own for each subscriber; null completes it
    /// empty.
    ///
    /// The greenlet starts when somebody subscribes, on the hub of the subscribing greenlet, or
    /// else on the shared hub. Its value, its error and all that follows are signalled by the
    /// greenlet; only a value that is there before it is requested is signalled by the caller of
    /// `request`.
    ///
    /// *Cancel* kills the greenlet: its `finally` runs, and an error that it throws then goes to
    /// Reactor's hook. The subscriber's context is [GreenletContext#current].
    public static <T> Mono<T> from(Callable<? extends @Nullable T> body) {
        return GreenletMono.of(null, body);
    }

    /// As [#from(Callable)], but the greenlets run on `hub`.
    public static <T> Mono<T> from(Hub hub, Callable<? extends @Nullable T> body) {
        return GreenletMono.of(Objects.requireNonNull(hub, "hub"), body);
    }

    /// As [#from(Callable)], for a body without a result; completes empty when it has returned. The
    /// name is that of `Mono.fromRunnable`, but this body may wait, and throw anything.
    ///
    /// ```java
    /// return Monos.fromRunnable(() -> stock.take(order)); // a Mono<Void> of work that blocks
    /// ```
    public static <T> Mono<T> fromRunnable(ThrowingRunnable body) {
        return from(withoutResult(body));
    }

    /// As [#fromRunnable(ThrowingRunnable)], but the greenlets run on `hub`.
    public static <T> Mono<T> fromRunnable(Hub hub, ThrowingRunnable body) {
        return from(hub, withoutResult(body));
    }

    private static <T> Callable<@Nullable T> withoutResult(ThrowingRunnable body) {
        Objects.requireNonNull(body, "body");
        return () -> {
            body.runWithException();
            return null;
        };
    }

    /// A `Mono` of what is set, for any number of subscribers; null completes it empty.
    ///
    /// *Cancel* withdraws that subscriber and nothing else, since others may wait for the result
    /// too.
    public static <T> Mono<T> from(AsyncResult<? extends @Nullable T> result) {
        return ResultMono.of(result, result::outcome, ResultMono.LEAVE);
    }

    /// A `Mono` of what `greenlet`, which runs already, returns or throws, for any number of
    /// subscribers.
    ///
    /// *Cancel* withdraws that subscriber and lets the greenlet go on; see [#owning].
    public static <T> Mono<T> from(Greenlet<? extends @Nullable T> greenlet) {
        return ResultMono.of(greenlet, greenlet::outcome, ResultMono.LEAVE);
    }

    /// As [#from(Greenlet)], but *cancel* by any subscriber kills the greenlet.
    public static <T> Mono<T> owning(Greenlet<? extends @Nullable T> greenlet) {
        return ResultMono.of(greenlet, greenlet::outcome, greenlet::killLater);
    }

    /// Subscribes now, and sets the result when the `Mono` completes: to its value, null if it
    /// completes empty, or its error.
    ///
    /// Many may wait for the result, at any time; that one of them stops does not cancel anything.
    public static <T> AsyncResult<@Nullable T> toAsyncResult(Mono<? extends T> mono) {
        var result = AsyncResult.<@Nullable T>promise();
        new ResultSubscriber<T>(result).subscribeTo(mono);
        return result;
    }
}
