package jevent.benchmarks;

import jevent.sync.AsyncResult;

import org.reactivestreams.Subscription;

import reactor.core.publisher.BaseSubscriber;

import java.util.concurrent.CompletableFuture;

/// Requests 256 elements at a time, and adds them up.
final class BatchSubscriber extends BaseSubscriber<Integer> {

    private static final int BATCH = 256;

    final CompletableFuture<Long> done = new CompletableFuture<>();

    private int received;
    private long sum;

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        subscription.request(BATCH);
    }

    @Override
    protected void hookOnNext(Integer element) {
        sum += element;
        if (++received == BATCH) {
            received = 0;
            request(BATCH);
        }
    }

    @Override
    protected void hookOnComplete() {
        done.complete(sum);
    }

    @Override
    protected void hookOnError(Throwable error) {
        done.completeExceptionally(error);
    }

    /// Parks the greenlet, not the hub, in either mode.
    long awaitInGreenlet() {
        var result = AsyncResult.<Long>promise();
        done.whenComplete((value, error) -> settle(result, value, error));
        return result.get();
    }

    private static void settle(AsyncResult<Long> result, Long value, Throwable error) {
        if (error == null) {
            result.set(value);
        } else {
            result.setException(error);
        }
    }
}
