package jevent.reactor;

import jevent.Hub;
import jevent.bridge.Errand;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

import java.util.Objects;
import java.util.concurrent.Callable;

/// A `Mono` that is worked out by a greenlet, one for each subscriber.
final class GreenletMono<T> extends Mono<T> {

    private final @Nullable Hub hub;
    private final Callable<? extends @Nullable T> body;

    private GreenletMono(@Nullable Hub hub, Callable<? extends @Nullable T> body) {
        this.hub = hub;
        this.body = Objects.requireNonNull(body, "body");
    }

    static <T> Mono<T> of(@Nullable Hub hub, Callable<? extends @Nullable T> body) {
        return onAssembly(new GreenletMono<T>(hub, body));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        var run = new Run<T>(actual, body);
        actual.onSubscribe(run);
        run.begin(hub);
    }

    private static final class Run<T> extends Errand implements Subscription {

        private final CoreSubscriber<? super T> actual;
        private final Callable<? extends @Nullable T> body;
        private final Delivery<T> delivery;

        Run(CoreSubscriber<? super T> actual, Callable<? extends @Nullable T> body) {
            this.actual = actual;
            this.body = body;
            this.delivery = new Delivery<>(actual);
        }

        void begin(@Nullable Hub hub) {
            start(hub);
        }

        @Override
        protected void work() throws Exception {
            T value = GreenletContext.<@Nullable T>call(actual.currentContext(), body);
            if (!finish()) {
                discard(value);
            } else if (!delivery.complete(value)) {
                discard(value);
            }
        }

        private void discard(@Nullable T value) {
            Operators.onDiscard(value, actual.currentContext());
        }

        @Override
        protected void tell(Throwable error) {
            actual.onError(error);
        }

        @Override
        protected void drop(Throwable error) {
            Operators.onErrorDropped(error, actual.currentContext());
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n)) {
                delivery.request();
            }
        }

        @Override
        public void cancel() {
            abandon();
            discard(delivery.cancel());
        }

        @Override
        public String toString() {
            return "Monos.from(" + body + ")";
        }
    }
}
