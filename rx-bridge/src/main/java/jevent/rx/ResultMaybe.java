package jevent.rx;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.sync.AsyncResult;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// A `Maybe` of what somebody else sets, once, for all.
final class ResultMaybe<T> extends Maybe<T> {

    private final AsyncResult<? extends @Nullable T> result;

    private ResultMaybe(AsyncResult<? extends @Nullable T> result) {
        this.result = Objects.requireNonNull(result, "result");
    }

    static <T> Maybe<T> of(AsyncResult<? extends @Nullable T> result) {
        return RxJavaPlugins.onAssembly(new ResultMaybe<T>(result));
    }

    @Override
    protected void subscribeActual(MaybeObserver<? super T> observer) {
        var look = new Look<T>(observer, result);
        observer.onSubscribe(look);
        look.begin();
    }

    private static final class Look<T> extends ResultLook<T> {

        private final MaybeObserver<? super T> observer;

        Look(MaybeObserver<? super T> observer, AsyncResult<? extends @Nullable T> result) {
            super(result);
            this.observer = observer;
        }

        @Override
        void succeed(@Nullable T value) {
            if (value != null) {
                observer.onSuccess(value);
            } else {
                observer.onComplete();
            }
        }

        @Override
        void fail(Throwable error) {
            observer.onError(error);
        }
    }
}
