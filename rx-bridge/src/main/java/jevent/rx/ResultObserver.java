package jevent.rx;

import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.flow.Failures;
import jevent.sync.AsyncResult;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// Sets a result to what a `Single`, a `Maybe` or a `Completable` ends with; no value is null.
final class ResultObserver<T> implements SingleObserver<T>, MaybeObserver<T>, CompletableObserver {

    private final AsyncResult<@Nullable T> result = AsyncResult.promise();

    /// Subscribes, and returns what will be set.
    static <T> AsyncResult<@Nullable T> of(Consumer<ResultObserver<T>> subscribe) {
        var observer = new ResultObserver<T>();
        try {
            subscribe.accept(observer);
        } catch (Throwable e) {
            observer.fail(Errors.thrownBySubscribe(e));
        }
        return observer.result;
    }

    @Override
    public void onSubscribe(Disposable disposable) {
        if (disposable == null) {
            throw refused("onSubscribe");
        }
    }

    @Override
    public void onSuccess(T item) {
        if (item == null) {
            throw refused("onSuccess");
        }
        result.trySet(item);
    }

    @Override
    public void onComplete() {
        result.trySet(null);
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

    private NullPointerException refused(String signal) {
        var refusal = new NullPointerException(signal + " was called with null");
        result.trySetException(refusal);
        return refusal;
    }
}
