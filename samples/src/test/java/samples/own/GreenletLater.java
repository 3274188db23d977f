package samples.own;

import jevent.bridge.Errand;

import java.util.concurrent.Callable;

/// A `Later` that is worked out by a greenlet, one for each subscriber.
record GreenletLater<T>(Callable<? extends T> body) implements Later<T> {

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        var run = new Run<T>(subscriber, body);
        subscriber.onSubscribe(run);
        run.begin();
    }

    /// Its native subscription.
    private static final class Run<T> extends Errand implements Subscription {

        private final Subscriber<? super T> subscriber;
        private final Callable<? extends T> body;

        Run(Subscriber<? super T> subscriber, Callable<? extends T> body) {
            this.subscriber = subscriber;
            this.body = body;
        }

        void begin() {
            start(null); // on the hub of whoever subscribes
        }

        @Override
        protected void work() throws Exception {
            T value = body.call();
            if (finish()) {
                subscriber.onItem(value);
            }
        }

        @Override
        protected void tell(Throwable error) {
            subscriber.onFailure(error);
        }

        @Override
        protected void drop(Throwable error) {
            DROPPED.add(error);
        }

        @Override
        public void cancel() {
            abandon();
        }
    }
}
