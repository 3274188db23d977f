package jevent.rx;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.functions.Action;

import jevent.Greenlet;
import jevent.Hub;
import jevent.Timeout;
import jevent.bridge.Deadline;
import jevent.sync.AsyncResult;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;

/// `Completable` and greenlets, both ways.
///
/// ```java
/// Completables.await(orders.save(order));
///
/// Completable backup = Completables.from(() -> copy(files, archive));
/// ```
public final class Completables {

    private Completables() {}

    /// Waits for the end of a `Completable`. One that has ended costs no wait. An error is thrown
    /// as it is, checked or not.
    ///
    /// *Kill, timeout, interrupt* dispose the subscription, then the greenlet sees its error. An
    /// error of the source that comes later goes to `RxJavaPlugins.onError`.
    ///
    /// @throws IllegalStateException if RxJava has been told to fail on threads that must not
    ///   block, this is one, and the source has not ended
    public static void await(Completable completable) {
        OneAwaiter.await(completable);
    }

    /// As [#await(Completable)], but waits for `limit` at most.
    ///
    /// @throws Timeout after that; the subscription is disposed
    public static void await(Completable completable, Duration limit) {
        var timeout = Timeout.of(limit, completable);
        if (Deadline.isNeeded()) {
            OneAwaiter.await(completable, Deadline.in(limit));
        } else {
            timeout.call(() -> await(completable));
        }
    }

    /// Waits for the end of all, which are subscribed to at once.
    ///
    /// The first error is thrown at once, and the others are disposed. *Kill, timeout, interrupt*
    /// dispose all. What fails later goes to `RxJavaPlugins.onError`.
    public static void awaitAll(Collection<? extends Completable> completables) {
        await(Completable.merge(completables));
    }

    /// Waits for the first of several to end, which are subscribed to at once, and disposes the
    /// others. As [Singles#race].
    ///
    /// @throws IllegalArgumentException if there are none: nobody could win
    public static void race(Collection<? extends Completable> completables) {
        if (completables.isEmpty()) {
            throw new IllegalArgumentException(
                    "a race of no completables never ends: pass one or more");
        }
        await(Completable.amb(completables));
    }

    /// A `Completable` that runs `body` in a greenlet of its own for each observer.
    ///
    /// The greenlet starts when somebody subscribes, on the hub of the subscribing greenlet, or
    /// else on the shared hub. Its end, its error and all that follows are signalled by the
    /// greenlet.
    ///
    /// *Dispose* kills the greenlet: its `finally` runs, and an error that it throws then goes to
    /// `RxJavaPlugins.onError`.
    public static Completable from(Action body) {
        return GreenletCompletable.of(null, body);
    }

    /// As [#from(Action)], but the greenlets run on `hub`.
    public static Completable from(Hub hub, Action body) {
        return GreenletCompletable.of(Objects.requireNonNull(hub, "hub"), body);
    }

    /// A `Completable` that ends when something is set, whatever it is, for any number of
    /// observers.
    ///
    /// *Dispose* withdraws that observer and nothing else, since others may wait for the result
    /// too.
    public static Completable from(AsyncResult<?> result) {
        return ResultCompletable.of(Awaited.of(result));
    }

    /// A `Completable` that ends as `greenlet`, which runs already, whatever that returns, for any
    /// number of observers.
    ///
    /// *Dispose* withdraws that observer and lets the greenlet go on; see [#owning].
    public static Completable from(Greenlet<?> greenlet) {
        return ResultCompletable.of(Awaited.of(greenlet));
    }

    /// As [#from(Greenlet)], but *dispose* by any observer kills the greenlet.
    public static Completable owning(Greenlet<?> greenlet) {
        return ResultCompletable.of(Awaited.owned(greenlet));
    }

    /// Subscribes now, and sets the result to null at the end, or to the error.
    ///
    /// Many may wait for the result, at any time; that one of them stops does not dispose anything.
    public static AsyncResult<@Nullable Void> toAsyncResult(Completable completable) {
        return ResultObserver.<Void>of(completable::subscribe);
    }
}
