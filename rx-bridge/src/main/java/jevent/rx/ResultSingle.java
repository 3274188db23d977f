package jevent.rx;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.Outcome;
import jevent.flow.Failures;
import jevent.flow.Notice;
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

    private static final class Look<T> implements Disposable {

        private final SingleObserver<? super T> observer;
        private final AsyncResult<? extends T> result;

        /// Written by the subscribing thread, read by whoever disposes.
        private volatile @Nullable Notice notice;

        private volatile boolean disposed;

        Look(SingleObserver<? super T> observer, AsyncResult<? extends T> result) {
            this.observer = observer;
            this.result = result;
        }

        void begin() {
            if (result.isReady()) {
                tell();
                return;
            }
            var wish = Notice.of(result, this::tell);
            notice = wish;
            if (disposed) {
                wish.close();
            }
        }

        private void tell() {
            if (disposed) {
                return;
            }
            Outcome<? extends T> outcome = result.outcome();
            Throwable failure = outcome.failure();
            if (failure != null) {
                observer.onError(Failures.unwrap(failure));
                return;
            }
            T value = outcome.unwrap();
            if (value != null) {
                observer.onSuccess(value);
            } else {
                observer.onError(
                        new NullPointerException("a Single cannot be empty, but null was set"));
            }
        }

        @Override
        public void dispose() {
            disposed = true;
            Notice wish = notice;
            if (wish != null) {
                wish.close();
            }
        }

        @Override
        public boolean isDisposed() {
            return disposed;
        }
    }
}
