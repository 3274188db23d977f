package jevent.flow;

import jevent.Hub;
import jevent.bridge.Awaiter;
import jevent.bridge.Pick;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.Flow;

/// Waits for one element of a JDK publisher.
final class FlowAwaiter<T> extends Awaiter<T> implements Flow.Subscriber<T> {

    private final @Nullable Hub hub = Hub.currentOrNull();
    private final Object source;
    private Flow.@Nullable Subscription upstream;

    FlowAwaiter(Object source, Pick pick) {
        super(Objects.requireNonNull(source, "publisher"), pick);
        this.source = source;
    }

    /// Subscribes, and waits.
    @SuppressWarnings("unchecked") // a publisher of T sends a T
    @Nullable T await(Flow.Publisher<? extends T> publisher) {
        try {
            ((Flow.Publisher<T>) publisher).subscribe(this);
        } catch (Throwable e) {
            breach(unwrap(e));
        }
        return await();
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
            request(demand());
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
    protected void ensureMayWait(Object awaited) {}

    @Override
    protected void discard(T value) {}

    @Override
    protected void dropValue(T value) {}

    @Override
    protected void drop(Throwable error) {
        Undelivered.report(hub, source, error);
    }
}
