package jevent.rx;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import org.jspecify.annotations.Nullable;

/// A `Single` of what ends once, for all.
final class ResultSingle<T> extends Single<T> {

    private final Awaited<? extends T> awaited;

    private ResultSingle(Awaited<? extends T> awaited) {
        this.awaited = awaited;
    }

    static <T> Single<T> of(Awaited<? extends T> awaited) {
        return RxJavaPlugins.onAssembly(new ResultSingle<T>(awaited));
    }

    @Override
    protected void subscribeActual(SingleObserver<? super T> observer) {
        var look = new Look<T>(observer, awaited);
        observer.onSubscribe(look);
        look.begin();
    }

    private static final class Look<T> extends ResultLook<T> {

        private final SingleObserver<? super T> observer;

        Look(SingleObserver<? super T> observer, Awaited<? extends T> awaited) {
            super(awaited);
            this.observer = observer;
        }

        @Override
        void succeed(@Nullable T value) {
            if (value != null) {
                observer.onSuccess(value);
            } else {
                observer.onError(
                        new NullPointerException(
                                "a Single cannot be empty, but null was set or returned"));
            }
        }

        @Override
        void fail(Throwable error) {
            observer.onError(error);
        }
    }
}
