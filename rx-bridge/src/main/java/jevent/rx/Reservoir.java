package jevent.rx;

import io.reactivex.rxjava3.core.BackpressureOverflowStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;

import org.reactivestreams.Subscriber;

import java.util.Objects;

/// An `Observable` with a bounded store in front of a subscriber that asks for its elements one by
/// one.
///
/// RxJava's own buffer with strategies lets an error overtake what it holds; this one does not.
final class Reservoir<T> extends Flowable<T> {

    private final Observable<? extends T> source;
    private final int room;
    private final BackpressureOverflowStrategy strategy;

    private Reservoir(
            Observable<? extends T> source, int room, BackpressureOverflowStrategy strategy) {
        this.source = Objects.requireNonNull(source, "observable");
        this.room = room;
        this.strategy = Objects.requireNonNull(strategy, "strategy");
    }

    static <T> Flowable<T> of(
            Observable<? extends T> source, int room, BackpressureOverflowStrategy strategy) {
        if (room < 1) {
            throw new IllegalArgumentException(
                    "room for " + room + " elements loses every one of them: use 1 or more");
        }
        return new Reservoir<>(source, room, strategy);
    }

    @Override
    protected void subscribeActual(Subscriber<? super T> subscriber) {
        var store = new Store<T>(subscriber, source, room, strategy);
        subscriber.onSubscribe(store);
        source.subscribe(store);
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
