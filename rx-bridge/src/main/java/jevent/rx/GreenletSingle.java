package jevent.rx;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.Hub;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.Callable;

/// A `Single` that is worked out by a greenlet, one for each observer.
final class GreenletSingle<T> extends Single<T> {

    private final @Nullable Hub hub;
    private final Callable<? extends T> body;

    private GreenletSingle(@Nullable Hub hub, Callable<? extends T> body) {
        this.hub = hub;
        this.body = Objects.requireNonNull(body, "body");
    }

    static <T> Single<T> of(@Nullable Hub hub, Callable<? extends T> body) {
        return RxJavaPlugins.onAssembly(new GreenletSingle<T>(hub, body));
    }

    @Override
    protected void subscribeActual(SingleObserver<? super T> observer) {
        var run = new Run<T>(observer, body);
        observer.onSubscribe(run);
        run.begin(hub);
    }

    private static final class Run<T> extends DisposableErrand {

        private final SingleObserver<? super T> observer;
        private final Callable<? extends T> body;

        Run(SingleObserver<? super T> observer, Callable<? extends T> body) {
            this.observer = observer;
            this.body = body;
        }

        @Override
        protected void work() throws Exception {
            T value = body.call();
            Objects.requireNonNull(value, "a Single cannot be empty, but its body returned null");
            if (finish()) {
                observer.onSuccess(value);
            }
        }

        @Override
        protected void tell(Throwable error) {
            observer.onError(error);
        }

        @Override
        public String toString() {
            return "Singles.from(" + body + ")";
        }
    }
}
