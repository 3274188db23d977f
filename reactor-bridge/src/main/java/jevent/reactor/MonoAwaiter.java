package jevent.reactor;

import jevent.bridge.Awaiter;
import jevent.bridge.Deadline;
import jevent.bridge.Pick;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/// Waits for a `Mono`, or for one element of a `Flux` or of any other publisher.
///
/// A fused source that arrives while we subscribe is polled on the spot: no demand, no signals.
final class MonoAwaiter<T> extends Awaiter<T> implements CoreSubscriber<T> {

    private final Context context = GreenletContext.context();
    private @Nullable Subscription upstream;

    MonoAwaiter(Object source, Pick pick) {
        super(source, pick);
    }

    /// Subscribes, and waits for the end.
    @Nullable T await(Publisher<? extends T> publisher) {
        subscribeTo(publisher);
        return await();
    }

    /// As the other, until `deadline` at the latest.
    @Nullable T await(Publisher<? extends T> publisher, Deadline deadline) {
        subscribeTo(publisher);
        return await(deadline);
    }

    @SuppressWarnings("unchecked") // a publisher of T sends a T
    private void subscribeTo(Publisher<? extends T> publisher) {
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
            breach(unwrap(e));
        }
    }

    @SuppressWarnings("unchecked") // a subscription has the type of its subscriber
    private void poll(Fuseable.QueueSubscription<?> queue) {
        Object item = queue.poll();
        while (item != null) {
            item((T) item);
            if (isCancelled()) {
                queue.clear();
                return;
            }
            item = queue.poll(); // also runs what is to be run at the end
        }
        end();
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
