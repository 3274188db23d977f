package jevent.reactor;

import jevent.flow.Awaiter;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/// Waits for a `Mono`, or in subclasses for one of many elements.
///
/// A fused source that arrives while we subscribe is polled on the spot: no demand, no signals.
class MonoAwaiter<T> extends Awaiter<T> implements CoreSubscriber<T> {

    private final Context context = GreenletContext.context();
    private @Nullable Subscription upstream;

    MonoAwaiter(Object source) {
        super(source);
    }

    /// Subscribes, and waits for the end.
    @SuppressWarnings("unchecked") // a publisher of T sends a T
    final @Nullable T await(Publisher<? extends T> publisher) {
        try {
            ((Publisher<T>) publisher).subscribe(this);
        } catch (Throwable e) {
            breach(Errors.unwrap(e));
        }
        return await();
    }

    /// How many elements are requested.
    long demand() {
        return Long.MAX_VALUE;
    }

    /// What to make of an element.
    void receive(T item) {
        value(item);
    }

    // ---- signals

    @Override
    public final void onSubscribe(Subscription subscription) {
        if (subscription == null) {
            throw refused("onSubscribe");
        }
        if (hasArrived()) {
            subscription.cancel(); // a second one, or too late
            return;
        }
        upstream = subscription;
        if (!isHere()) {
            arriveElsewhere(subscription);
        } else if (arriveAlone()) {
            take(subscription);
        }
    }

    private void arriveElsewhere(Subscription subscription) {
        if (arrive()) {
            request(demand());
        } else {
            subscription.cancel();
        }
    }

    private void take(Subscription subscription) {
        try {
            if (subscription instanceof Fuseable.QueueSubscription<?> queue
                    && queue.requestFusion(Fuseable.SYNC) == Fuseable.SYNC) {
                poll(queue);
            } else {
                subscription.request(demand());
            }
        } catch (Throwable e) {
            breach(Errors.unwrap(e));
        }
    }

    @SuppressWarnings("unchecked") // a subscription has the type of its subscriber
    private void poll(Fuseable.QueueSubscription<?> queue) {
        Object item = queue.poll();
        while (item != null) {
            receive((T) item);
            if (isCancelled()) {
                queue.clear();
                return;
            }
            item = queue.poll(); // also runs what is to be run at the end
        }
        end();
    }

    @Override
    public final void onNext(T item) {
        if (item == null) {
            throw refused("onNext");
        }
        receive(item);
    }

    @Override
    public final void onError(Throwable error) {
        if (error == null) {
            throw refused("onError");
        }
        fail(Errors.unwrap(error));
    }

    @Override
    public final void onComplete() {
        end();
    }

    private NullPointerException refused(String signal) {
        var refusal = new NullPointerException(signal + " was called with null");
        breach(refusal);
        return refusal;
    }

    // ---- upstream

    @Override
    protected final void doRequest(long n) {
        java.util.Objects.requireNonNull(upstream).request(n);
    }

    @Override
    protected final void doCancel() {
        if (upstream != null) {
            upstream.cancel();
        }
    }

    // ---- Reactor's hooks

    @Override
    public final Context currentContext() {
        return context;
    }

    @Override
    protected final void ensureMayWait(Object awaited) {
        Errors.ensureMayWait(awaited);
    }

    @Override
    protected final void discard(T value) {
        Operators.onDiscard(value, context);
    }

    @Override
    protected final void dropValue(T value) {
        Operators.onNextDropped(value, context);
        Operators.onDiscard(value, context);
    }

    @Override
    protected final void drop(Throwable error) {
        Operators.onErrorDropped(error, context);
    }
}
