package jevent.reactor.netty;

import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/// Delivers the result of a `Mono` on an event loop, in one task of its queue; each operation on a
/// channel from another thread would be a task of its own.
final class LoopMono<T> extends MonoOperator<T, T> {

    private final EventLoop loop;
    private final Predicate<Throwable> answered;

    /// @param answered whether an error needs no more telling, since it has been answered otherwise
    LoopMono(Mono<? extends T> source, EventLoop loop, Predicate<Throwable> answered) {
        super(source);
        this.loop = loop;
        this.answered = answered;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new Teller<T>(actual, loop, answered));
    }

    /// Is set once it has told: a loop that ends may run a task and refuse it all the same.
    private static final class Teller<T> extends AtomicBoolean
            implements CoreSubscriber<T>, Subscription, Runnable {

        private static final long serialVersionUID = 1L;

        private final transient CoreSubscriber<? super T> actual;
        private final transient EventLoop loop;
        private final transient Predicate<Throwable> answered;
        private transient @Nullable Subscription upstream;

        // Written by who signals, read on the loop after that.
        private transient @Nullable T value;
        private transient @Nullable Throwable error;

        private transient volatile boolean cancelled;

        Teller(CoreSubscriber<? super T> actual, EventLoop loop, Predicate<Throwable> answered) {
            this.actual = actual;
            this.loop = loop;
            this.answered = answered;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            if (Operators.validate(upstream, subscription)) {
                upstream = subscription;
                actual.onSubscribe(this);
            }
        }

        @Override
        public void onNext(T item) {
            value = item;
        }

        @Override
        public void onError(Throwable failure) {
            error = answered.test(failure) ? null : failure;
            tell();
        }

        @Override
        public void onComplete() {
            tell();
        }

        private void tell() {
            try {
                loop.execute(this);
            } catch (RejectedExecutionException e) {
                if (compareAndSet(false, true)) {
                    drop(); // the loop has ended, and the channel with it
                }
            }
        }

        @Override
        public void run() {
            if (!compareAndSet(false, true)) {
                return;
            }
            if (cancelled) {
                drop();
            } else if (error != null) {
                actual.onError(error);
            } else {
                if (value != null) {
                    actual.onNext(value);
                }
                actual.onComplete();
            }
        }

        private void drop() {
            if (error != null) {
                Operators.onErrorDropped(error, currentContext());
            } else if (value != null) {
                Operators.onDiscard(value, currentContext());
            }
        }

        @Override
        public void request(long n) {
            Objects.requireNonNull(upstream).request(n);
        }

        @Override
        public void cancel() {
            cancelled = true;
            Objects.requireNonNull(upstream).cancel();
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }
    }
}
