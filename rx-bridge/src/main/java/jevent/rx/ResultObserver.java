package jevent.rx;

import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.exceptions.ProtocolViolationException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.bridge.Failures;
import jevent.sync.AsyncResult;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// Sets a result to what a `Single`, a `Maybe` or a `Completable` ends with; no value is null.
final class ResultObserver<T> implements SingleObserver<T>, MaybeObserver<T>, CompletableObserver {

    private final AsyncResult<@Nullable T> result = AsyncResult.promise();

    /// The signalling thread only.
    private @Nullable Disposable upstream;

    /// Subscribes, and returns what will be set.
    static <T> AsyncResult<@Nullable T> of(Consumer<ResultObserver<T>> subscribe) {
        var observer = new ResultObserver<T>();
        try {
            subscribe.accept(observer);
        } catch (Throwable e) {
            observer.breach(Errors.thrownBySubscribe(e));
        }
        return observer.result;
    }

    @Override
    public void onSubscribe(Disposable disposable) {
        if (disposable == null) {
            throw refused("onSubscribe");
        }
        if (upstream == null && !result.isReady()) {
            upstream = disposable;
            return;
        }
        disposable.dispose();
        if (upstream != null) {
            RxJavaPlugins.onError(new ProtocolViolationException("Disposable already set!"));
        }
    }

    @Override
    public void onSuccess(T item) {
        if (item == null) {
            throw refused("onSuccess");
        }
        set(item, "onSuccess");
    }

    @Override
    public void onComplete() {
        set(null, "onComplete");
    }

    private void set(@Nullable T item, String signal) {
        if (upstream == null) {
            fail(Failures.violation(this, signal + " before onSubscribe"));
        } else {
            result.trySet(item);
        }
    }

    @Override
    public void onError(Throwable error) {
        if (error == null) {
            throw refused("onError");
        }
        fail(error);
    }

    private void fail(Throwable error) {
        if (!result.trySetException(Failures.unwrap(error))) {
            RxJavaPlugins.onError(error);
        }
    }

    /// The source has broken the rules: the result is that failure, and the source is disposed.
    private NullPointerException refused(String signal) {
        var refusal = Failures.nullSignal(signal);
        breach(refusal);
        return refusal;
    }

    private void breach(Throwable failure) {
        fail(failure); // first this: what it sends when it is disposed does not count
        if (upstream != null) {
            dispose(upstream);
        }
    }

    private static void dispose(Disposable upstream) {
        try {
            upstream.dispose();
        } catch (Throwable e) {
            RxJavaPlugins.onError(e);
        }
    }

    @Override
    public String toString() {
        return "the source of " + result;
    }
}
