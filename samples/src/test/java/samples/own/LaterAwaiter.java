package samples.own;

import jevent.bridge.Awaiter;
import jevent.bridge.Pick;

import org.jspecify.annotations.Nullable;

/// Waits for a `Later`: its native subscriber, which forwards the signals.
final class LaterAwaiter<T> extends Awaiter<T> implements Later.Subscriber<T> {

    private Later.@Nullable Subscription upstream;

    LaterAwaiter(Later<? extends T> later) {
        super(later, Pick.VALUE);
    }

    @Nullable T await(Later<? extends T> later) {
        try {
            later.subscribe(this);
        } catch (Throwable e) {
            breach(unwrap(e));
        }
        return await();
    }

    @Override
    public void onSubscribe(Later.Subscription subscription) {
        upstream = subscription;
        if (!arrive()) {
            subscription.cancel(); // too late: the greenlet does not wait any more
        }
    }

    @Override
    public void onItem(@Nullable T item) {
        if (item != null) {
            item(item);
        }
        end();
    }

    @Override
    public void onFailure(Throwable failure) {
        error(failure);
    }

    @Override
    protected void doRequest(long n) {} // one value knows no demand

    @Override
    protected void doCancel() {
        if (upstream != null) {
            upstream.cancel();
        }
    }

    @Override
    protected void ensureMayWait(Object awaited) {} // no thread of this library forbids it

    @Override
    protected void discard(T value) {} // nor has it a hook for values

    @Override
    protected void dropValue(T value) {}

    @Override
    protected void drop(Throwable error) {
        Later.DROPPED.add(error);
    }
}
