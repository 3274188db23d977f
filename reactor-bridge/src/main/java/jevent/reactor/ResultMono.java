package jevent.reactor;

import jevent.Outcome;
import jevent.Waitable;
import jevent.bridge.Failures;
import jevent.bridge.Notice;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

import java.util.function.Supplier;

/// A `Mono` of what somebody else sets, once, for all.
final class ResultMono<T> extends Mono<T> {

    /// What to do on cancel, where others may want the result still.
    static final Runnable LEAVE = () -> {};

    private final Waitable source;
    private final Supplier<? extends Outcome<? extends @Nullable T>> outcome;
    private final Runnable onCancel;

    private ResultMono(
            Waitable source,
            Supplier<? extends Outcome<? extends @Nullable T>> outcome,
            Runnable onCancel) {
        this.source = source;
        this.outcome = outcome;
        this.onCancel = onCancel;
    }

    /// @param outcome of the source, when that is ready
    static <T> Mono<T> of(
            Waitable source,
            Supplier<? extends Outcome<? extends @Nullable T>> outcome,
            Runnable onCancel) {
        return onAssembly(new ResultMono<T>(source, outcome, onCancel));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        var look = new Look<T>(actual, this);
        actual.onSubscribe(look);
        look.begin();
    }

    private static final class Look<T> implements Subscription {

        private final CoreSubscriber<? super T> actual;
        private final ResultMono<T> mono;
        private final Delivery<T> delivery;

        /// Written by the subscribing thread, read by whoever cancels.
        private volatile @Nullable Notice notice;

        private volatile boolean cancelled;

        Look(CoreSubscriber<? super T> actual, ResultMono<T> mono) {
            this.actual = actual;
            this.mono = mono;
            this.delivery = new Delivery<>(actual);
        }

        void begin() {
            if (mono.source.isReady()) {
                tell();
                return;
            }
            var wish = Notice.of(mono.source, this::tell);
            notice = wish;
            if (cancelled) {
                wish.close();
            }
        }

        private void tell() {
            Outcome<? extends @Nullable T> outcome = mono.outcome.get();
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
            mono.onCancel.run();
        }
    }
}
