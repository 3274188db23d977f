package jevent.flow;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;

/// A publisher whose signals a test sends by hand, on whatever thread, by the rules or not; it
/// remembers what it is asked.
final class ManualPublisher<T> implements Flow.Publisher<T>, Flow.Subscription {

    final List<String> asked = new ArrayList<>();
    private Flow.@Nullable Subscriber<? super T> subscriber;

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        this.subscriber = subscriber;
        subscriber.onSubscribe(this);
    }

    Flow.Subscriber<? super T> subscriber() {
        return Objects.requireNonNull(subscriber);
    }

    @Override
    public void request(long n) {
        asked.add(n == Long.MAX_VALUE ? "all" : "" + n);
    }

    @Override
    public void cancel() {
        asked.add("cancel");
    }

    @Override
    public String toString() {
        return "manual";
    }
}
