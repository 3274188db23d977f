package jevent.reactor.testing;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/// A source that is subscribed in a greenlet, and has its turns whenever the verifying thread has
/// said something to it.
record Stepped<T>(Flux<? extends T> source, HubTime time) implements Publisher<T> {

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        var actual = Operators.toCoreSubscriber(subscriber);
        time.hub()
                .run(() -> {
                    source.subscribe(new Step<T>(actual, time));
                    return true;
                });
        time.settle();
    }

    private static final class Step<T> implements CoreSubscriber<T>, Subscription {

        private final CoreSubscriber<? super T> actual;
        private final HubTime time;
        private Subscription upstream = Operators.emptySubscription();

        Step(CoreSubscriber<? super T> actual, HubTime time) {
            this.actual = actual;
            this.time = time;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            actual.onSubscribe(this);
        }

        @Override
        public void onNext(T item) {
            actual.onNext(item);
        }

        @Override
        public void onError(Throwable error) {
            actual.onError(error);
        }

        @Override
        public void onComplete() {
            actual.onComplete();
        }

        @Override
        public void request(long n) {
            upstream.request(n);
            time.settleIfCarrying();
        }

        @Override
        public void cancel() {
            upstream.cancel();
            time.settleIfCarrying();
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }
    }
}
