package samples.own;

import org.jspecify.annotations.Nullable;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A value that comes later, as a reactive library has it; Mutiny's `Uni` looks like this.
interface Later<T> {

    /// Errors that nobody could be told of: the library's hook.
    Queue<Throwable> DROPPED = new ConcurrentLinkedQueue<>();

    void subscribe(Subscriber<? super T> subscriber);

    interface Subscriber<T> {
        void onSubscribe(Subscription subscription);

        void onItem(@Nullable T item);

        void onFailure(Throwable failure);
    }

    interface Subscription {
        void cancel();
    }
}
