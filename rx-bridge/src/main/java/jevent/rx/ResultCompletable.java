package jevent.rx;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import org.jspecify.annotations.Nullable;

/// A `Completable` of what ends once, for all.
final class ResultCompletable extends Completable {

    private final Awaited<?> awaited;

    private ResultCompletable(Awaited<?> awaited) {
        this.awaited = awaited;
    }

    static Completable of(Awaited<?> awaited) {
        return RxJavaPlugins.onAssembly(new ResultCompletable(awaited));
    }

    @Override
    protected void subscribeActual(CompletableObserver observer) {
        var look = new Look(observer, awaited);
        observer.onSubscribe(look);
        look.begin();
    }

    private static final class Look extends ResultLook<Object> {

        private final CompletableObserver observer;

        Look(CompletableObserver observer, Awaited<?> awaited) {
            super(awaited);
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
