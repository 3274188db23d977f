package jevent.rx;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.exceptions.ProtocolViolationException;
import io.reactivex.rxjava3.operators.QueueFuseable;
import io.reactivex.rxjava3.operators.QueueSubscription;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.bridge.Supply;
import jevent.flow.Iteration;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/// One pass over a `Flowable`.
///
/// A source that can be polled, and arrives while we subscribe, is polled by the loop itself. One
/// that arrives on another thread is not: its work is meant to be done there.
final class FlowableIteration<T> extends Iteration<T> implements FlowableSubscriber<T> {

    private final Flowable<? extends T> flowable;
    private @Nullable Subscription upstream;

    FlowableIteration(Flowable<? extends T> flowable, int prefetch) {
        super(flowable, prefetch);
        this.flowable = flowable;
    }

    @Override
    protected void subscribe() {
        try {
            flowable.subscribe(this);
        } catch (Throwable e) {
            breach(Errors.thrownBySubscribe(e));
        }
    }

    // ---- signals

    @Override
    public void onSubscribe(Subscription subscription) {
        if (subscription == null) {
            throw refused("onSubscribe");
        }
        if (hasArrived()) {
            refuse(subscription);
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

    private void refuse(Subscription second) {
        boolean late = isCancelled();
        second.cancel();
        if (!late) {
            RxJavaPlugins.onError(new ProtocolViolationException("Subscription already set!"));
        }
    }

    private boolean isFused(Subscription subscription) {
        return isHere()
                && subscription instanceof QueueSubscription<?> queue
                && queue.requestFusion(QueueFuseable.SYNC) == QueueFuseable.SYNC;
    }

    private static final class Fused<T> implements Supply<T> {

        private final QueueSubscription<T> queue;

        @SuppressWarnings("unchecked") // a subscription has the type of its subscriber
        Fused(Subscription subscription) {
            queue = (QueueSubscription<T>) subscription;
        }

        @Override
        public @Nullable T poll() throws Throwable {
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

    // ---- RxJava's hooks

    @Override
    protected void ensureMayWait() {
        Errors.ensureMayWait(flowable);
    }

    @Override
    protected Throwable fusedFailure(Throwable error) {
        return unwrap(error);
    }

    @Override
    protected void discard(T item) {}

    @Override
    protected void dropItem(T item) {}

    @Override
    protected void drop(Throwable error) {
        RxJavaPlugins.onError(error);
    }
}
