package jevent.rx;

import io.reactivex.rxjava3.core.Flowable;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// A `Flowable` that does what the test says, also against the rules. It writes down what is asked
/// of it, and whether two threads ask at the same time.
final class ManualFlowable<T> extends Flowable<T> implements Subscription {

    final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private final Consumer<Subscriber<? super T>> onSubscription;
    private final AtomicReference<Thread> inside = new AtomicReference<>();
    private volatile Subscriber<? super T> subscriber;
    private volatile LongConsumer onRequest = n -> {};
    private volatile Runnable onCancel = () -> {};

    ManualFlowable(Consumer<Subscriber<? super T>> onSubscription) {
        this.onSubscription = onSubscription;
    }

    ManualFlowable() {
        this.onSubscription = subscriber -> subscriber.onSubscribe(this);
    }

    ManualFlowable<T> onRequest(LongConsumer action) {
        onRequest = action;
        return this;
    }

    ManualFlowable<T> onCancel(Runnable action) {
        onCancel = action;
        return this;
    }

    /// The subscriber, once there is one.
    Subscriber<? super T> subscriber() {
        return Objects.requireNonNull(subscriber, "nobody has subscribed");
    }

    @SafeVarargs
    final void send(T... items) {
        for (T item : items) {
            subscriber().onNext(item);
        }
    }

    @Override
    protected void subscribeActual(Subscriber<? super T> newSubscriber) {
        subscriber = newSubscriber;
        onSubscription.accept(newSubscriber);
    }

    @Override
    public void request(long n) {
        call("request(" + (n == Long.MAX_VALUE ? "MAX" : n) + ")", () -> onRequest.accept(n));
    }

    @Override
    public void cancel() {
        call("cancel", onCancel);
    }

    private void call(String what, Runnable action) {
        Thread me = Thread.currentThread();
        Thread other = inside.getAndSet(me);
        log.add(other == null || other == me ? what : what + " at the same time as another");
        try {
            action.run();
        } finally {
            inside.set(other);
        }
    }
}
