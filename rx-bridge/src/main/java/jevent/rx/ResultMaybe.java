package jevent.rx;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import org.jspecify.annotations.Nullable;

/// A `Maybe` of what ends once, for all.
final class ResultMaybe<T> extends Maybe<T> {

    private final Awaited<? extends T> awaited;

    private ResultMaybe(Awaited<? extends T> awaited) {
        this.awaited = awaited;
    }

    static <T> Maybe<T> of(Awaited<? extends T> awaited) {
        return RxJavaPlugins.onAssembly(new ResultMaybe<T>(awaited));
    }

    @Override
    protected void subscribeActual(MaybeObserver<? super T> observer) {
        var look = new Look<T>(observer, awaited);
        observer.onSubscribe(look);
        look.begin();
    }

    private static final class Look<T> extends ResultLook<T> {

        private final MaybeObserver<? super T> observer;

        Look(MaybeObserver<? super T> observer, Awaited<? extends T> awaited) {
            super(awaited);
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
