package jevent.rx;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.sync.AsyncResult;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// A `Completable` of what somebody else sets, once, for all.
final class ResultCompletable extends Completable {

    private final AsyncResult<?> result;

    private ResultCompletable(AsyncResult<?> result) {
        this.result = Objects.requireNonNull(result, "result");
    }

    static Completable of(AsyncResult<?> result) {
        return RxJavaPlugins.onAssembly(new ResultCompletable(result));
    }

    @Override
    protected void subscribeActual(CompletableObserver observer) {
        var look = new Look(observer, result);
        observer.onSubscribe(look);
        look.begin();
    }

    private static final class Look extends ResultLook<Object> {

        private final CompletableObserver observer;

        Look(CompletableObserver observer, AsyncResult<?> result) {
            super(result);
            this.observer = observer;
        }

        @Override
        void succeed(@Nullable Object value) {
            observer.onComplete();
        }

        @Override
        void fail(Throwable error) {
            observer.onError(error);
        }
    }
}
