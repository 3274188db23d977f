package jevent.rx;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.Hub;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.Callable;

/// A `Maybe` that is worked out by a greenlet, one for each observer.
final class GreenletMaybe<T> extends Maybe<T> {

    private final @Nullable Hub hub;
    private final Callable<? extends @Nullable T> body;

    private GreenletMaybe(@Nullable Hub hub, Callable<? extends @Nullable T> body) {
        this.hub = hub;
        this.body = Objects.requireNonNull(body, "body");
    }

    static <T> Maybe<T> of(@Nullable Hub hub, Callable<? extends @Nullable T> body) {
        return RxJavaPlugins.onAssembly(new GreenletMaybe<T>(hub, body));
    }

    @Override
    protected void subscribeActual(MaybeObserver<? super T> observer) {
        var run = new Run<T>(observer, body);
        observer.onSubscribe(run);
        run.begin(hub);
    }

    private static final class Run<T> extends DisposableErrand {

        private final MaybeObserver<? super T> observer;
        private final Callable<? extends @Nullable T> body;

        Run(MaybeObserver<? super T> observer, Callable<? extends @Nullable T> body) {
            this.observer = observer;
            this.body = body;
        }

        @Override
        protected void work() throws Exception {
            T value = body.call();
            if (finish()) {
                tellValue(value);
            }
        }

        private void tellValue(@Nullable T value) {
            if (value == null) {
                observer.onComplete();
            } else {
                observer.onSuccess(value);
            }
        }

        @Override
        protected void tell(Throwable error) {
            observer.onError(error);
        }

        @Override
        public String toString() {
            return "Maybes.from(" + body + ")";
        }
    }
}
