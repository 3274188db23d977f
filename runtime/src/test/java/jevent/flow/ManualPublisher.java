package jevent.flow;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// A publisher whose signals a test sends by hand, on whatever thread, by the rules or not; it
/// remembers what it is asked, and whether two threads ask at the same time.
final class ManualPublisher<T> implements Flow.Publisher<T>, Flow.Subscription {

    final List<String> asked = new CopyOnWriteArrayList<>();

    private final @Nullable Consumer<Flow.Subscriber<? super T>> onSubscription;
    private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();
    private LongConsumer onRequest = n -> {};
    private Runnable onCancel = () -> {};
    private volatile Flow.@Nullable Subscriber<? super T> subscriber;

    /// Calls `onSubscribe` at once, and then waits for the test.
    ManualPublisher() {
        onSubscription = null;
    }

    /// Does what is given when somebody subscribes.
    ManualPublisher(Consumer<Flow.Subscriber<? super T>> onSubscription) {
        this.onSubscription = onSubscription;
    }

    ManualPublisher<T> onRequest(LongConsumer action) {
        onRequest = action;
        return this;
    }

    ManualPublisher<T> onCancel(Runnable action) {
        onCancel = action;
        return this;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        this.subscriber = subscriber;
        if (onSubscription == null) {
            subscriber.onSubscribe(this);
        } else {
            onSubscription.accept(subscriber);
        }
    }

    Flow.Subscriber<? super T> subscriber() {
        return Objects.requireNonNull(subscriber);
    }

    @SafeVarargs
    final void send(T... items) {
        for (T item : items) {
            subscriber().onNext(item);
        }
    }

    @Override
    public void request(long n) {
        call(n == Long.MAX_VALUE ? "all" : "" + n, () -> onRequest.accept(n));
    }

    @Override
    public void cancel() {
        call("cancel", onCancel);
    }

    private void call(String what, Runnable action) {
        Thread me = Thread.currentThread();
        Thread other = inside.getAndSet(me);
        asked.add(other == null || other == me ? what : what + " at the same time as another");
        try {
            action.run();
        } finally {
            inside.set(other);
        }
    }

    @Override
    public String toString() {
        return "manual";
    }
}
