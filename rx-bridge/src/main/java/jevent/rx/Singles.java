package jevent.rx;

import io.reactivex.rxjava3.core.Single;

import jevent.Hub;
import jevent.Timeout;
import jevent.sync.AsyncResult;

import java.time.Duration;
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
    /// error of the source that comes later goes to `RxJavaPlugins.onError`.
    ///
    /// @throws IllegalStateException if RxJava has been told to fail on threads that must not
    ///   block, this is one, and the value is not ready
    public static <T> T await(Single<? extends T> single) {
        return new SingleAwaiter<T>(single).await(single);
    }

    /// As [#await(Single)], but waits for `limit` at most.
    ///
    /// @throws Timeout after that; the subscription is disposed
    public static <T> T await(Single<? extends T> single, Duration limit) {
        return Timeout.<T>call(limit, () -> await(single));
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
    /// *Dispose* withdraws that observer and nothing else: the result is others' too.
    public static <T> Single<T> from(AsyncResult<? extends T> result) {
        return ResultSingle.of(result);
    }

    /// Subscribes now, and sets the result to the value or the error.
    ///
    /// Many may wait for the result, at any time; that one of them stops does not dispose anything.
    public static <T> AsyncResult<T> toAsyncResult(Single<? extends T> single) {
        var result = AsyncResult.<T>promise();
        new ResultObserver<T>(result).subscribeTo(single);
        return result;
    }
}
