package jevent.flow;

import jevent.Hub;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.Flow;

/// One pass over a JDK publisher.
final class FlowIteration<T> extends Iteration<T> implements Flow.Subscriber<T> {

    private final @Nullable Hub hub = Hub.currentOrNull();
    private final Flow.Publisher<? extends T> publisher;
    private Flow.@Nullable Subscription upstream;

    FlowIteration(Flow.Publisher<? extends T> publisher, int prefetch) {
        super(publisher, prefetch);
        this.publisher = publisher;
    }

    @Override
    @SuppressWarnings("unchecked") // a publisher of T sends a T
    protected void subscribe() {
        try {
            ((Flow.Publisher<T>) publisher).subscribe(this);
        } catch (Throwable e) {
            breach(unwrap(e));
        }
    }

    // ---- signals

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        if (subscription == null) {
            throw refused("onSubscribe");
        }
        if (hasArrived()) {
            subscription.cancel(); // a second one, or too late
            return;
        }
        upstream = subscription;
        if (arrive()) {
            open();
        } else {
            subscription.cancel();
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
        Objects.requireNonNull(upstream).request(n);
    }

    @Override
    protected void doCancel() {
        if (upstream != null) {
            upstream.cancel();
        }
    }

    // ---- what the JDK leaves to us

    @Override
    protected void ensureMayWait() {}

    @Override
    protected Throwable fusedFailure(Throwable error) {
        return error;
    }

    @Override
    protected void discard(T item) {}

    @Override
    protected void dropItem(T item) {}

    @Override
    protected void drop(Throwable error) {
        Undelivered.report(hub, publisher, error);
    }
}
