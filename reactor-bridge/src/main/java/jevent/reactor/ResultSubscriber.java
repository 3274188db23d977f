package jevent.reactor;

import jevent.flow.Failures;
import jevent.sync.AsyncResult;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import java.util.Objects;

/// Sets a result when a `Mono` completes.
final class ResultSubscriber<T> implements CoreSubscriber<T> {

    private final Context context = GreenletContext.context();
    private final AsyncResult<@Nullable T> result;

    // The signalling thread only.
    private @Nullable Subscription upstream;
    private @Nullable T value;

    ResultSubscriber(AsyncResult<@Nullable T> result) {
        this.result = result;
    }

    void subscribeTo(Mono<? extends T> mono) {
        try {
            mono.subscribe((Subscriber<T>) this);
        } catch (Throwable e) {
            onError(e);
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (upstream != null || result.isReady()) {
            subscription.cancel(); // a second one, or too late
            return;
        }
        upstream = Objects.requireNonNull(subscription, "subscription");
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T item) {
        Objects.requireNonNull(item, "item");
        if (upstream == null) {
            onError(Failures.violation(this, "onNext before onSubscribe"));
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
        Throwable failure = Errors.unwrap(Objects.requireNonNull(error, "error"));
        if (result.trySetException(failure)) {
            Operators.onDiscard(value, context);
        } else {
            Operators.onErrorDropped(failure, context);
        }
    }

    @Override
    public void onComplete() {
        if (upstream == null) {
            onError(Failures.violation(this, "onComplete before onSubscribe"));
        } else {
            boolean ignored = result.trySet(value);
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
