package jevent.reactor;

import jevent.bridge.Supply;
import jevent.flow.Iteration;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/// One pass over a `Flux` or any other publisher.
///
/// A source that can be polled, and arrives while we subscribe, is polled by the loop itself. One
/// that arrives on another thread is not: its work is meant to be done there.
final class FluxIteration<T> extends Iteration<T> implements CoreSubscriber<T> {

    private final Context context = GreenletContext.context();
    private final Publisher<? extends T> publisher;
    private @Nullable Subscription upstream;

    FluxIteration(Publisher<? extends T> publisher, int prefetch) {
        super(publisher, prefetch);
        this.publisher = publisher;
    }

    @Override
    @SuppressWarnings("unchecked") // a publisher of T sends a T
    protected void subscribe() {
        try {
            ((Publisher<T>) publisher).subscribe(this);
        } catch (Throwable e) {
            breach(unwrap(e));
        }
    }

    // ---- signals

    @Override
    public void onSubscribe(Subscription subscription) {
        if (subscription == null) {
            throw refused("onSubscribe");
        }
        if (hasArrived()) {
            arriveTwice();
            subscription.cancel(); // a second one, or too late
            return;
        }
        upstream = subscription;
        if (!arrive()) {
            subscription.cancel();
        } else if (isFused(subscription)) {
            open(new Fused<>(subscription));
        } else {
            open();
        }
    }

    private boolean isFused(Subscription subscription) {
        return isHere()
                && subscription instanceof Fuseable.QueueSubscription<?> queue
                && queue.requestFusion(Fuseable.SYNC) == Fuseable.SYNC;
    }

    private static final class Fused<T> implements Supply<T> {

        private final Fuseable.QueueSubscription<T> queue;

        @SuppressWarnings("unchecked") // a subscription has the type of its subscriber
        Fused(Subscription subscription) {
            queue = (Fuseable.QueueSubscription<T>) subscription;
        }

        @Override
        public @Nullable T poll() {
            return queue.poll();
        }

        @Override
        public boolean isEmpty() {
            return queue.isEmpty();
        }

        @Override
        public void clear() {
            queue.clear();
        }
    }

    @Override
    public void onNext(T item) {
        item(item);
    }

    @Override
    public void onError(Throwable error) {
        error(error);
    }

    @Override
    public void onComplete() {
        end();
    }

    // ---- upstream

    @Override
    protected void doRequest(long n) {
        java.util.Objects.requireNonNull(upstream).request(n);
    }

    @Override
    protected void doCancel() {
        if (upstream != null) {
            upstream.cancel();
        }
    }

    // ---- Reactor's hooks

    @Override
    protected Throwable unwrap(Throwable error) {
        return Errors.unwrap(error);
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    protected void ensureMayWait() {
        Errors.ensureMayWait(publisher);
    }

    @Override
    protected Throwable fusedFailure(Throwable error) {
        return unwrap(Operators.onOperatorError(error, context));
    }

    @Override
    protected void discard(T item) {
        Operators.onDiscard(item, context);
    }

    @Override
    protected void dropItem(T item) {
        Operators.onNextDropped(item, context);
        Operators.onDiscard(item, context);
    }

    @Override
    protected void drop(Throwable error) {
        Operators.onErrorDropped(error, context);
    }
}
