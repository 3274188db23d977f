package jevent.rx;

import io.reactivex.rxjava3.core.Single;

import jevent.Greenlet;
import jevent.Hub;
import jevent.Timeout;
import jevent.bridge.Deadline;
import jevent.sync.AsyncResult;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `Single` and greenlets, both ways.
///
/// ```java
/// User user = Singles.await(users.findById(id));
///
/// Single<Page> page = Singles.from(() -> render(Singles.await(users.findById(id)), loadTheme()));
/// ```
public final class Singles {

    private Singles() {}

    /// Waits for the value of a `Single`. One that is ready costs no wait. An error is thrown as it
    /// is, checked or not.
    ///
    /// *Kill, timeout, interrupt* dispose the subscription, then the greenlet sees its error. An
    /// error of the source that comes later goes to `RxJavaPlugins.onError`. A kill that an
    /// operator of the source has taken for an error of its own, `retry` for one, is thrown here
    /// all the same.
    ///
    /// @throws IllegalStateException if RxJava has been told to fail on threads that must not
    ///   block, this is one, and the value is not ready
    public static <T> T await(Single<? extends T> single) {
        return OneAwaiter.<T>await(single);
    }

    /// As [#await(Single)], but waits for `limit` at most.
    ///
    /// @throws Timeout after that; the subscription is disposed
    public static <T> T await(Single<? extends T> single, Duration limit) {
        var timeout = Timeout.of(limit, single);
        return Deadline.isNeeded()
                ? OneAwaiter.<T>await(single, Deadline.in(limit))
                : timeout.<T>call(() -> await(single));
    }

    /// Waits for the values of all, which are subscribed to at once.
    ///
    /// ```java
    /// List<Price> prices = Singles.awaitAll(shops.map(shop -> shop.price(article)).toList());
    /// ```
    ///
    /// The first error is thrown at once, and the others are disposed. *Kill, timeout, interrupt*
    /// dispose all. What fails later goes to `RxJavaPlugins.onError`.
    ///
    /// @return the values in the order of `singles`
    public static <T> List<T> awaitAll(Collection<? extends Single<? extends T>> singles) {
        return singles.isEmpty() ? List.of() : await(Single.zip(singles, Singles::<T>listOf));
    }

    @SuppressWarnings("unchecked") // zip passes on what the singles have sent
    private static <T> List<T> listOf(Object[] values) {
        return (List<T>) List.of(values);
    }

    /// Waits for the first of several, which are subscribed to at once, and disposes the others.
    ///
    /// The first may also be the first to fail: then its error is thrown. *Kill, timeout,
    /// interrupt* dispose all. What fails later goes to `RxJavaPlugins.onError`.
    ///
    /// @throws IllegalArgumentException if there are none: nobody could win
    public static <T> T race(Collection<? extends Single<? extends T>> singles) {
        if (singles.isEmpty()) {
            throw new IllegalArgumentException("a race of no singles never ends: pass one or more");
        }
        return await(Single.<T>amb(singles));
    }

    /// A `Single` that runs `body` in a greenlet of its own for each observer; null is an error.
    ///
    /// The greenlet starts when somebody subscribes, on the hub of the subscribing greenlet, or
    /// else on the shared hub. Its value, its error and all that follows are signalled by the
    /// greenlet.
    ///
    /// *Dispose* kills the greenlet: its `finally` runs, and an error that it throws then goes to
    /// `RxJavaPlugins.onError`.
    public static <T> Single<T> from(Callable<? extends T> body) {
        return GreenletSingle.of(null, body);
    }

    /// As [#from(Callable)], but the greenlets run on `hub`.
    public static <T> Single<T> from(Hub hub, Callable<? extends T> body) {
        return GreenletSingle.of(Objects.requireNonNull(hub, "hub"), body);
    }

    /// A `Single` of what is set, for any number of observers; null is an error.
    ///
    /// *Dispose* withdraws that observer and nothing else, since others may wait for the result
    /// too.
    public static <T> Single<T> from(AsyncResult<? extends T> result) {
        return ResultSingle.of(Awaited.<T>of(result));
    }

    /// A `Single` of what `greenlet`, which runs already, returns or throws, for any number of
    /// observers; null is an error.
    ///
    /// *Dispose* withdraws that observer and lets the greenlet go on; see [#owning].
    public static <T> Single<T> from(Greenlet<? extends T> greenlet) {
        return ResultSingle.of(Awaited.<T>of(greenlet));
    }

    /// As [#from(Greenlet)], but *dispose* by any observer kills the greenlet.
    public static <T> Single<T> owning(Greenlet<? extends T> greenlet) {
        return ResultSingle.of(Awaited.<T>owned(greenlet));
    }

    /// Subscribes now, and sets the result to the value or the error.
    ///
    /// Many may wait for the result, at any time; that one of them stops does not dispose anything.
    @SuppressWarnings("NullAway") // only what may be empty sets null
    public static <T> AsyncResult<T> toAsyncResult(Single<? extends T> single) {
        return ResultObserver.<T>of(single::subscribe);
    }
}
