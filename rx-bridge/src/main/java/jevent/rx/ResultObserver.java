package jevent.rx;

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

    @Override
    public void onSubscribe(Disposable disposable) {}

    @Override
    public void onSuccess(T item) {
        result.trySet(item);
    }

    @Override
    public void onError(Throwable error) {
        if (!result.trySetException(Failures.unwrap(error))) {
            RxJavaPlugins.onError(error);
        }
    }
}
