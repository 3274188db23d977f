package jevent.flow;

import jevent.Hub;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/// A JDK publisher that a greenlet emits, one for each subscriber.
final class GreenletPublisher<T> implements Flow.Publisher<T> {

    private final @Nullable Hub hub;
    private final Body<T> body;

    GreenletPublisher(@Nullable Hub hub, Body<T> body) {
        this.hub = hub;
        this.body = Objects.requireNonNull(body, "body");
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        var run = new Run<T>(Objects.requireNonNull(subscriber, "subscriber"), body);
        subscriber.onSubscribe(run);
        run.begin(hub);
    }

    @Override
    public String toString() {
        return "Flows.from(" + body + ")";
    }

    /// The subscriber hears of the greenlet and, if it requests nothing (rule 3.9), of its own
    /// mistake, from whatever thread that is made on. Whoever comes while a signal is under way
    /// leaves the mistake to that; so signals never overlap, and after the end there is none.
    private static final class Run<T> extends Emitter<T> implements Flow.Subscription {

        private final Flow.Subscriber<? super T> subscriber;
        private final Body<T> body;

        /// Signals under way, with those that were left to others; `onSubscribe` is the first, and
        /// an end is under way for ever. Any thread, atomic.
        private final AtomicInteger signals = new AtomicInteger(1);

        /// Written before it is counted in [#signals].
        private volatile @Nullable IllegalArgumentException mistake;

        Run(Flow.Subscriber<? super T> subscriber, Body<T> body) {
            this.subscriber = subscriber;
            this.body = body;
        }

        void begin(@Nullable Hub hub) {
            signalled();
            start(hub);
        }

        private boolean maySignal() {
            return signals.getAndIncrement() == 0;
        }

        private void signalled() {
            if (signals.decrementAndGet() != 0) {
                tellMistake();
            }
        }

        private void tellMistake() {
            subscriber.onError(Objects.requireNonNull(mistake));
        }

        @Override
        protected void body() throws Exception {
            body.run(this);
        }

        @Override
        protected void emit(T item) {
            if (maySignal()) {
                subscriber.onNext(item);
                signalled();
            }
        }

        @Override
        protected void complete() {
            if (maySignal()) {
                subscriber.onComplete();
            }
        }

        @Override
        protected void tell(Throwable error) {
            if (maySignal()) {
                subscriber.onError(error);
            } else {
                drop(error);
            }
        }

        @Override
        protected void drop(Throwable error) {
            Undelivered.report(null, this, error);
        }

        @Override
        public void request(long n) {
            if (n > 0) {
                grant(n);
            } else {
                refuse(n);
            }
        }

        private void refuse(long n) {
            if (isOver()) {
                return;
            }
            abandon();
            mistake = new IllegalArgumentException("rule 3.9: a request of " + n + " elements");
            if (maySignal()) {
                tellMistake();
            }
        }

        @Override
        public void cancel() {
            abandon();
        }

        @Override
        public String toString() {
            return "Flows.from(" + body + ")";
        }
    }
}
