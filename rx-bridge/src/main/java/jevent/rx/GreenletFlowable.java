package jevent.rx;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.exceptions.CompositeException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.Hub;
import jevent.flow.Body;
import jevent.flow.Emitter;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import java.util.List;
import java.util.Objects;

/// A `Flowable` that a greenlet emits, one for each subscriber.
final class GreenletFlowable<T> extends Flowable<T> {

    private final @Nullable Hub hub;
    private final Body<T> body;

    private GreenletFlowable(@Nullable Hub hub, Body<T> body) {
        this.hub = hub;
        this.body = Objects.requireNonNull(body, "body");
    }

    static <T> Flowable<T> of(@Nullable Hub hub, Body<T> body) {
        return RxJavaPlugins.onAssembly(new GreenletFlowable<>(hub, body));
    }

    @Override
    protected void subscribeActual(Subscriber<? super T> subscriber) {
        var run = new Run<T>(subscriber, body);
        subscriber.onSubscribe(run);
        run.begin(hub);
    }

    private static final class Run<T> extends Emitter<T> implements Subscription {

        private final Subscriber<? super T> subscriber;
        private final Body<T> body;

        Run(Subscriber<? super T> subscriber, Body<T> body) {
            this.subscriber = subscriber;
            this.body = body;
        }

        void begin(@Nullable Hub hub) {
            start(hub);
        }

        @Override
        protected void body() throws Exception {
            body.run(this);
        }

        @Override
        protected void emit(T item) {
            subscriber.onNext(item);
        }

        @Override
        protected void complete() {
            subscriber.onComplete();
        }

        @Override
        protected void tell(Throwable error) {
            subscriber.onError(error);
        }

        @Override
        protected Throwable together(List<Throwable> errors) {
            return new CompositeException(errors);
        }

        @Override
        protected void discardTaken(T item, Object source) {
            drop(
                    new IllegalStateException(
                            item
                                    + " was taken from "
                                    + source
                                    + " when its subscriber cancelled, and is lost: put into a"
                                    + " Queue, which takes such an item back"));
        }

        @Override
        protected void drop(Throwable error) {
            RxJavaPlugins.onError(error);
        }

        @Override
        public void request(long n) {
            if (n > 0) {
                grant(n);
            } else {
                RxJavaPlugins.onError(new IllegalArgumentException("§3.9: request of " + n));
            }
        }

        @Override
        public void cancel() {
            abandon();
        }

        @Override
        public String toString() {
            return "Flowables.from(" + body + ")";
        }
    }
}
