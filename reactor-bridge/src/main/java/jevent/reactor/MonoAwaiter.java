package jevent.reactor;

import jevent.flow.Awaiter;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/// Waits for a `Mono`.
///
/// A fused source that arrives while we subscribe is polled on the spot: no demand, no signals.
final class MonoAwaiter<T> extends Awaiter<T> implements CoreSubscriber<T> {

    private final Context context = GreenletContext.context();
    private @Nullable Subscription upstream;

    MonoAwaiter(Object source) {
        super(source);
    }

    @Nullable T await(Mono<? extends T> mono) {
        try {
            mono.subscribe((Subscriber<T>) this);
        } catch (Throwable e) {
            breach(Errors.unwrap(e));
        }
        return await();
    }

    // ---- signals

    @Override
    public void onSubscribe(Subscription subscription) {
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
            request(Long.MAX_VALUE);
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
                subscription.request(Long.MAX_VALUE);
            }
        } catch (Throwable e) {
            breach(Errors.unwrap(e));
        }
    }

    @SuppressWarnings("unchecked") // a subscription has the type of its subscriber
    private void poll(Fuseable.QueueSubscription<?> queue) {
        Object item = queue.poll();
        while (item != null) {
            value((T) item);
            item = queue.poll(); // also runs what is to be run at the end
        }
        end();
    }

    @Override
    public void onNext(T item) {
        if (item == null) {
            throw refused("onNext");
        }
        value(item);
    }

    @Override
    public void onError(Throwable error) {
        if (error == null) {
            throw refused("onError");
        }
        fail(Errors.unwrap(error));
    }

    @Override
    public void onComplete() {
        end();
    }

    private NullPointerException refused(String signal) {
        var refusal = new NullPointerException(signal + " was called with null");
        breach(refusal);
        return refusal;
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
    public Context currentContext() {
        return context;
    }

    @Override
    protected void ensureMayWait(Object awaited) {
        Errors.ensureMayWait(awaited);
    }

    @Override
    protected void discard(T value) {
        Operators.onDiscard(value, context);
    }

    @Override
    protected void dropValue(T value) {
        Operators.onNextDropped(value, context);
        Operators.onDiscard(value, context);
    }

    @Override
    protected void drop(Throwable error) {
        Operators.onErrorDropped(error, context);
    }
}
