package jevent.reactor;

import jevent.Outcome;
import jevent.flow.Failures;
import jevent.flow.Notice;
import jevent.sync.AsyncResult;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

import java.util.Objects;

/// A `Mono` of what somebody else sets, once, for all.
final class ResultMono<T> extends Mono<T> {

    private final AsyncResult<? extends @Nullable T> result;

    private ResultMono(AsyncResult<? extends @Nullable T> result) {
        this.result = Objects.requireNonNull(result, "result");
    }

    static <T> Mono<T> of(AsyncResult<? extends @Nullable T> result) {
        return onAssembly(new ResultMono<T>(result));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        var look = new Look<T>(actual, result);
        actual.onSubscribe(look);
        look.begin();
    }

    private static final class Look<T> implements Subscription {

        private final CoreSubscriber<? super T> actual;
        private final AsyncResult<? extends @Nullable T> result;
        private final Delivery<T> delivery;

        /// Written by the subscribing thread, read by whoever cancels.
        private volatile @Nullable Notice notice;

        private volatile boolean cancelled;

        Look(CoreSubscriber<? super T> actual, AsyncResult<? extends @Nullable T> result) {
            this.actual = actual;
            this.result = result;
            this.delivery = new Delivery<>(actual);
        }

        void begin() {
            if (result.isReady()) {
                tell();
                return;
            }
            var wish = Notice.of(result, this::tell);
            notice = wish;
            if (cancelled) {
                wish.close();
            }
        }

        private void tell() {
            Outcome<? extends @Nullable T> outcome = result.outcome();
            Throwable failure = outcome.failure();
            if (failure == null) {
                delivery.complete(outcome.unwrap());
            } else if (!cancelled) {
                actual.onError(Failures.unwrap(failure));
            }
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n)) {
                delivery.request();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            delivery.cancel();
            Notice wish = notice;
            if (wish != null) {
                wish.close();
            }
        }
    }
}
