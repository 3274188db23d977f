package jevent.rx;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.flow.Failures;
import jevent.sync.AsyncResult;

/// Sets a result to what a `Single` ends with.
final class ResultObserver<T> implements SingleObserver<T> {

    private final AsyncResult<T> result;

    ResultObserver(AsyncResult<T> result) {
        this.result = result;
    }

    void subscribeTo(Single<? extends T> single) {
        try {
            single.subscribe(this);
        } catch (Throwable e) {
            fail(Errors.thrownBySubscribe(e));
        }
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
