package jevent.rx;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.ProtocolViolationException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.bridge.Awaiter;
import jevent.bridge.Deadline;
import jevent.bridge.Pick;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// Waits for a `Single`, a `Maybe` or a `Completable`: they differ in what they may signal, not in
/// what follows.
final class OneAwaiter<T> extends Awaiter<T>
        implements SingleObserver<T>, MaybeObserver<T>, CompletableObserver {

    private @Nullable Disposable upstream;

    OneAwaiter(Object source) {
        super(source, Pick.VALUE);
    }

    static <T> T await(Single<? extends T> single) {
        return Objects.requireNonNull(OneAwaiter.<T>subscribed(single).await());
    }

    static <T> T await(Single<? extends T> single, Deadline deadline) {
        return Objects.requireNonNull(OneAwaiter.<T>subscribed(single).await(deadline));
    }

    static <T> @Nullable T await(Maybe<? extends T> maybe) {
        return OneAwaiter.<T>subscribed(maybe).await();
    }

    static <T> @Nullable T await(Maybe<? extends T> maybe, Deadline deadline) {
        return OneAwaiter.<T>subscribed(maybe).await(deadline);
    }

    static void await(Completable completable) {
        subscribed(completable).await();
    }

    static void await(Completable completable, Deadline deadline) {
        subscribed(completable).await(deadline);
    }

    // Three of one kind: what subscribes would be called by way of an interface otherwise, and a
    // source that is ready is a matter of nanoseconds.

    private static <T> OneAwaiter<T> subscribed(Single<? extends T> single) {
        var awaiter = new OneAwaiter<T>(single);
        try {
            single.subscribe(awaiter);
        } catch (Throwable e) {
            awaiter.breach(Errors.thrownBySubscribe(e));
        }
        return awaiter;
    }

    private static <T> OneAwaiter<T> subscribed(Maybe<? extends T> maybe) {
        var awaiter = new OneAwaiter<T>(maybe);
        try {
            maybe.subscribe(awaiter);
        } catch (Throwable e) {
            awaiter.breach(Errors.thrownBySubscribe(e));
        }
        return awaiter;
    }

    private static OneAwaiter<Object> subscribed(Completable completable) {
        var awaiter = new OneAwaiter<Object>(completable);
        try {
            completable.subscribe(awaiter);
        } catch (Throwable e) {
            awaiter.breach(Errors.thrownBySubscribe(e));
        }
        return awaiter;
    }

    /// The only element of a source of many.
    ///
    /// @param two the first two elements, if there are as many
    static <T> @Nullable T single(Single<? extends List<? extends T>> two, Object source) {
        List<? extends T> found = OneAwaiter.<List<? extends T>>await(two);
        if (found.size() > 1) {
            throw Pick.SINGLE.tooMany(source);
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public void onSubscribe(Disposable disposable) {
        if (disposable != null && isHere() && arriveAlone()) {
            upstream = disposable;
        } else {
            arriveOtherwise(disposable);
        }
    }

    private void arriveOtherwise(@Nullable Disposable disposable) {
        if (disposable == null) {
            throw refused("onSubscribe");
        }
        if (hasArrived()) {
            refuse(disposable);
            return;
        }
        upstream = disposable;
        if (!arrive()) {
            disposable.dispose();
        }
    }

    private void refuse(Disposable second) {
        boolean late = isCancelled();
        second.dispose();
        if (!late) {
            RxJavaPlugins.onError(new ProtocolViolationException("Disposable already set!"));
        }
    }

    @Override
    public void onSuccess(T item) {
        if (item == null) {
            throw refused("onSuccess");
        }
        only(item);
    }

    @Override
    public void onComplete() {
        end();
    }

    @Override
    public void onError(Throwable error) {
        error(error);
    }

    // ---- upstream

    @Override
    protected void doRequest(long n) {
        throw new AssertionError("a single value knows no demand");
    }

    @Override
    protected void doCancel() {
        if (upstream != null) {
            upstream.dispose();
        }
    }

    // ---- RxJava's hooks

    @Override
    protected void ensureMayWait(Object awaited) {
        Errors.ensureMayWait(awaited);
    }

    @Override
    protected void discard(T value) {}

    @Override
    protected void dropValue(T value) {}

    @Override
    protected void drop(Throwable error) {
        RxJavaPlugins.onError(error);
    }
}
