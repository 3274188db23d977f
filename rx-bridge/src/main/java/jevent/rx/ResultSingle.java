package jevent.rx;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.sync.AsyncResult;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// A `Single` of what somebody else sets, once, for all.
final class ResultSingle<T> extends Single<T> {

    private final AsyncResult<? extends T> result;

    private ResultSingle(AsyncResult<? extends T> result) {
        this.result = Objects.requireNonNull(result, "result");
    }

    static <T> Single<T> of(AsyncResult<? extends T> result) {
        return RxJavaPlugins.onAssembly(new ResultSingle<T>(result));
    }

    @Override
    protected void subscribeActual(SingleObserver<? super T> observer) {
        var look = new Look<T>(observer, result);
        observer.onSubscribe(look);
        look.begin();
    }

    private static final class Look<T> extends ResultLook<T> {

        private final SingleObserver<? super T> observer;

        Look(SingleObserver<? super T> observer, AsyncResult<? extends T> result) {
            super(result);
            this.observer = observer;
        }

        @Override
        void succeed(@Nullable T value) {
            if (value != null) {
                observer.onSuccess(value);
            } else {
                observer.onError(
                        new NullPointerException("a Single cannot be empty, but null was set"));
            }
        }

        @Override
        void fail(Throwable error) {
            observer.onError(error);
        }
    }
}
