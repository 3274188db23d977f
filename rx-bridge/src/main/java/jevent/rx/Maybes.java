package jevent.rx;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;

import jevent.Greenlet;
import jevent.Hub;
import jevent.Timeout;
import jevent.bridge.Deadline;
import jevent.sync.AsyncResult;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `Maybe` and greenlets, both ways; nothing is null.
///
/// ```java
/// User user = Maybes.await(users.findByName(name));
/// if (user == null) user = register(name);
///
/// Maybe<Session> session = Maybes.from(() -> sessions.get(id));
/// ```
public final class Maybes {

    private Maybes() {}

    /// Waits for the value of a `Maybe`, or for its end without one. One that is ready costs no
    /// wait. An error is thrown as it is, checked or not.
    ///
    /// *Kill, timeout, interrupt* dispose the subscription, then the greenlet sees its error. An
    /// error of the source that comes later goes to `RxJavaPlugins.onError`.
    ///
    /// @return null if it was empty
    /// @throws IllegalStateException if RxJava has been told to fail on threads that must not
    ///   block, this is one, and the source is not ready
    public static <T> @Nullable T await(Maybe<? extends T> maybe) {
        return OneAwaiter.<T>await(maybe);
    }

    /// As [#await(Maybe)], but waits for `limit` at most.
    ///
    /// @throws Timeout after that; the subscription is disposed
    public static <T> @Nullable T await(Maybe<? extends T> maybe, Duration limit) {
        var timeout = Timeout.of(limit, maybe);
        return Deadline.isNeeded()
                ? OneAwaiter.<T>await(maybe, Deadline.in(limit))
                : timeout.<@Nullable T>call(() -> await(maybe));
    }

    /// Waits for the values of all, which are subscribed to at once. As [Singles#awaitAll], but an
    /// empty one does not end the wait for the others.
    ///
    /// @return the values in the order of `maybes`; null for an empty one
    public static <T> List<@Nullable T> awaitAll(Collection<? extends Maybe<? extends T>> maybes) {
        List<Single<Optional<T>>> ended = new ArrayList<>(maybes.size());
        for (Maybe<? extends T> maybe : maybes) {
            ended.add(Maybes.<T>ended(maybe));
        }
        List<@Nullable T> values = new ArrayList<>(maybes.size());
        for (Optional<T> value : Singles.<Optional<T>>awaitAll(ended)) {
            values.add(value.orElse(null));
        }
        return values;
    }

    /// Waits for the first of several to end, which are subscribed to at once, and disposes the
    /// others. As [Singles#race]; an empty one may win.
    ///
    /// @return null if the winner was empty
    /// @throws IllegalArgumentException if there are none: nobody could win
    public static <T> @Nullable T race(Collection<? extends Maybe<? extends T>> maybes) {
        if (maybes.isEmpty()) {
            throw new IllegalArgumentException("a race of no maybes never ends: pass one or more");
        }
        return Maybes.<T>await(Maybe.<T>amb(maybes));
    }

    private static <T> Single<Optional<T>> ended(Maybe<? extends T> maybe) {
        return maybe.map(Optional::<T>of).defaultIfEmpty(Optional.empty());
    }

    /// A `Maybe` that runs `body` in a greenlet of its own for each observer; null is empty.
    ///
    /// The greenlet starts when somebody subscribes, on the hub of the subscribing greenlet, or
    /// else on the shared hub. Its value, its error and all that follows are signalled by the
    /// greenlet.
    ///
    /// *Dispose* kills the greenlet: its `finally` runs, and an error that it throws then goes to
    /// `RxJavaPlugins.onError`.
    public static <T> Maybe<T> from(Callable<? extends @Nullable T> body) {
        return GreenletMaybe.of(null, body);
    }

    /// As [#from(Callable)], but the greenlets run on `hub`.
    public static <T> Maybe<T> from(Hub hub, Callable<? extends @Nullable T> body) {
        return GreenletMaybe.of(Objects.requireNonNull(hub, "hub"), body);
    }

    /// A `Maybe` of what is set, for any number of observers; null is empty.
    ///
    /// *Dispose* withdraws that observer and nothing else, since others may wait for the result
    /// too.
    public static <T> Maybe<T> from(AsyncResult<? extends @Nullable T> result) {
        return ResultMaybe.of(Awaited.<T>of(result));
    }

    /// A `Maybe` of what `greenlet`, which runs already, returns or throws, for any number of
    /// observers; null is empty.
    ///
    /// *Dispose* withdraws that observer and lets the greenlet go on; see [#owning].
    public static <T> Maybe<T> from(Greenlet<? extends @Nullable T> greenlet) {
        return ResultMaybe.of(Awaited.<T>of(greenlet));
    }

    /// As [#from(Greenlet)], but *dispose* by any observer kills the greenlet.
    public static <T> Maybe<T> owning(Greenlet<? extends @Nullable T> greenlet) {
        return ResultMaybe.of(Awaited.<T>owned(greenlet));
    }

    /// Subscribes now, and sets the result to the value, to null if there is none, or to the error.
    ///
    /// Many may wait for the result, at any time; that one of them stops does not dispose anything.
    public static <T> AsyncResult<@Nullable T> toAsyncResult(Maybe<? extends T> maybe) {
        return ResultObserver.<T>of(maybe::subscribe);
    }
}
