package jevent.rx;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.functions.Action;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.Hub;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// A `Completable` whose work a greenlet does, one for each observer.
final class GreenletCompletable extends Completable {

    private final @Nullable Hub hub;
    private final Action body;

    private GreenletCompletable(@Nullable Hub hub, Action body) {
        this.hub = hub;
        this.body = Objects.requireNonNull(body, "body");
    }

    static Completable of(@Nullable Hub hub, Action body) {
        return RxJavaPlugins.onAssembly(new GreenletCompletable(hub, body));
    }

    @Override
    protected void subscribeActual(CompletableObserver observer) {
        var run = new Run(observer, body);
        observer.onSubscribe(run);
        run.begin(hub);
    }

    private static final class Run extends DisposableErrand {

        private final CompletableObserver observer;
        private final Action body;

        Run(CompletableObserver observer, Action body) {
            this.observer = observer;
            this.body = body;
        }

        @Override
        protected void work() throws Throwable {
            body.run();
            if (finish()) {
                observer.onComplete();
            }
        }

        @Override
        protected void tell(Throwable error) {
            observer.onError(error);
        }

        @Override
        public String toString() {
            return "Completables.from(" + body + ")";
        }
    }
}
