package jevent.reactor;

import jevent.sync.AsyncResult;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

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

    @Override
    public void onSubscribe(Subscription subscription) {
        if (Operators.validate(upstream, subscription)) {
            upstream = subscription;
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(T item) {
        if (value != null || result.isReady()) {
            Operators.onNextDropped(item, context);
            Operators.onDiscard(item, context);
        } else {
            value = item;
        }
    }

    @Override
    public void onError(Throwable error) {
        if (!result.trySetException(Errors.unwrap(error))) {
            Operators.onErrorDropped(error, context);
        }
    }

    @Override
    public void onComplete() {
        result.trySet(value);
    }

    @Override
    public Context currentContext() {
        return context;
    }
}
