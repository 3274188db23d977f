package jevent.flow;

import jevent.Hub;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.Flow;

/// Waits for one element of a JDK publisher.
abstract class FlowAwaiter<T> extends Awaiter<T> implements Flow.Subscriber<T> {

    private final @Nullable Hub hub = Hub.currentOrNull();
    private final Object source;
    private Flow.@Nullable Subscription upstream;

    FlowAwaiter(Object source) {
        super(Objects.requireNonNull(source, "publisher"));
        this.source = source;
    }

    /// The first; the rest is not even asked for.
    static final class First<T> extends FlowAwaiter<T> {
        First(Object source) {
            super(source);
        }

        @Override
        long demand() {
            return 1;
        }

        @Override
        void receive(T item) {
            valueAndEnough(item);
        }
    }

    /// The last.
    static final class Last<T> extends FlowAwaiter<T> {
        Last(Object source) {
            super(source);
        }

        @Override
        void receive(T item) {
            valueInstead(item);
        }
    }

    /// The only one; a second is an error.
    static final class Single<T> extends FlowAwaiter<T> {
        private final Object source;

        Single(Object source) {
            super(source);
            this.source = source;
        }

        @Override
        void receive(T item) {
            if (hasValue()) {
                breach(
                        new IllegalArgumentException(
                                "single: "
                                        + source
                                        + " has more than one element; for the first use first"));
            } else {
                value(item);
            }
        }
    }

    /// How many elements are requested.
    long demand() {
        return Long.MAX_VALUE;
    }

    /// What to make of an element.
    abstract void receive(T item);

    /// Subscribes, and waits.
    @SuppressWarnings("unchecked") // a publisher of T sends a T
    final @Nullable T await(Flow.Publisher<? extends T> publisher) {
        try {
            ((Flow.Publisher<T>) publisher).subscribe(this);
        } catch (Throwable e) {
            breach(Failures.unwrap(e));
        }
        return await();
    }

    // ---- signals

    @Override
    public final void onSubscribe(Flow.Subscription subscription) {
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
        fail(Failures.unwrap(error));
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
        Objects.requireNonNull(upstream).request(n);
    }

    @Override
    protected final void doCancel() {
        if (upstream != null) {
            upstream.cancel();
        }
    }

    // ---- what the JDK leaves to us

    @Override
    protected final void ensureMayWait(Object awaited) {}

    @Override
    protected final void discard(T value) {}

    @Override
    protected final void dropValue(T value) {}

    @Override
    protected final void drop(Throwable error) {
        Undelivered.report(hub, source, error);
    }
}
