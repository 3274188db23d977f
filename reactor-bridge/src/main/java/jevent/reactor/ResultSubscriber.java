package jevent.reactor;

import jevent.bridge.Failures;
import jevent.sync.AsyncResult;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/// Sets a result when a `Mono` completes.
final class ResultSubscriber<T> implements CoreSubscriber<T> {

    private final Context context = GreenletContext.context();
    private final AsyncResult<@Nullable T> result;

    // The signalling thread only.
    private @Nullable Subscription upstream;
    private @Nullable T value;
    private boolean arrivedTwice;

    ResultSubscriber(AsyncResult<@Nullable T> result) {
        this.result = result;
    }

    void subscribeTo(Mono<? extends T> mono) {
        try {
            mono.subscribe((Subscriber<T>) this);
        } catch (Throwable e) {
            breach(e);
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (subscription == null) {
            throw refused("onSubscribe");
        }
        if (upstream != null || result.isReady()) {
            arrivedTwice = true;
            subscription.cancel(); // a second one, or too late
            return;
        }
        upstream = subscription;
        try {
            subscription.request(Long.MAX_VALUE);
        } catch (Throwable e) {
            breach(e);
        }
    }

    @Override
    public void onNext(T item) {
        if (item == null) {
            throw refused("onNext");
        }
        if (upstream == null) {
            fail(Failures.violation(this, "onNext before onSubscribe"));
        } else if (value == null && !result.isReady()) {
            value = item;
            return;
        } else {
            Operators.onNextDropped(item, context);
        }
        Operators.onDiscard(item, context);
    }

    @Override
    public void onError(Throwable error) {
        if (error == null) {
            throw refused("onError");
        }
        fail(error);
        if (arrivedTwice) {
            cancel(); // so Reactor tells of a source that threw after its onSubscribe
        }
    }

    private void fail(Throwable error) {
        Throwable failure = Errors.unwrap(error);
        if (result.trySetException(failure)) {
            Operators.onDiscard(value, context);
        } else {
            Operators.onErrorDropped(failure, context);
        }
    }

    @Override
    public void onComplete() {
        if (upstream == null) {
            fail(Failures.violation(this, "onComplete before onSubscribe"));
        } else {
            boolean ignored = result.trySet(value);
        }
    }

    private NullPointerException refused(String signal) {
        var refusal = Failures.nullSignal(signal);
        breach(refusal);
        return refusal;
    }

    /// The publisher has broken the rules: it is cancelled, and the result is that failure.
    private void breach(Throwable failure) {
        fail(failure); // first this: what it sends when it is cancelled does not count
        cancel();
    }

    private void cancel() {
        try {
            if (upstream != null) {
                upstream.cancel();
            }
        } catch (Throwable e) {
            Operators.onErrorDropped(e, context);
        }
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    public String toString() {
        return "the source of " + result;
    }
}
