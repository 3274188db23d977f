package jevent.rx;

import io.reactivex.rxjava3.core.BackpressureOverflowStrategy;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.disposables.SerialDisposable;
import io.reactivex.rxjava3.exceptions.MissingBackpressureException;
import io.reactivex.rxjava3.exceptions.ProtocolViolationException;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;

import jevent.bridge.Failures;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What waits in a [Reservoir] for one subscriber.
///
/// The source fills it and the subscriber's requests empty it, on any threads; a thread that comes
/// while another one is emptying leaves that work to it.
final class Store<T> implements Observer<T>, Subscription {

    private final Subscriber<? super T> subscriber;
    private final Object source;
    private final int room;
    private final BackpressureOverflowStrategy strategy;
    private final SerialDisposable upstream = new SerialDisposable();

    // Any thread, atomic.
    private final Deque<T> items = new ConcurrentLinkedDeque<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong requested = new AtomicLong();

    /// How many want it emptied; the first does it. Any thread, atomic.
    private final AtomicInteger emptying = new AtomicInteger();

    /// How it ended, if badly; written before [#ended].
    private @Nullable Throwable error;

    /// Written by the source.
    private volatile boolean ended;

    /// Any thread.
    private volatile boolean cancelled;

    Store(
            Subscriber<? super T> subscriber,
            Object source,
            int room,
            BackpressureOverflowStrategy strategy) {
        this.subscriber = subscriber;
        this.source = source;
        this.room = room;
        this.strategy = strategy;
    }

    // ---- the source

    @Override
    public void onSubscribe(Disposable disposable) {
        if (upstream.get() == null) {
            upstream.set(disposable);
            return;
        }
        disposable.dispose();
        if (!cancelled) {
            RxJavaPlugins.onError(new ProtocolViolationException("Disposable already set!"));
        }
    }

    @Override
    public void onNext(T item) {
        if (item == null) {
            var refusal = Failures.nullSignal("onNext");
            breach(refusal);
            throw refusal;
        }
        if (ended || cancelled) {
            return;
        }
        if (size.get() < room || makeRoom()) {
            items.add(item);
            size.incrementAndGet();
            empty();
        }
    }

    /// Whether what comes may stay.
    private boolean makeRoom() {
        return switch (strategy) {
            case DROP_OLDEST -> without(items.poll());
            case DROP_LATEST -> without(items.pollLast());
            case ERROR -> {
                breach(
                        new MissingBackpressureException(
                                source
                                        + " is faster than the loop, and more than "
                                        + room
                                        + " elements wait: give it more room, or drop some"));
                yield false;
            }
        };
    }

    /// Unless the loop has just taken it.
    private boolean without(@Nullable T dropped) {
        if (dropped != null) {
            size.decrementAndGet();
        }
        return true;
    }

    private void breach(Throwable failure) {
        upstream.dispose();
        onError(failure);
    }

    @Override
    public void onError(Throwable failure) {
        if (ended || cancelled) {
            RxJavaPlugins.onError(failure);
            return;
        }
        error = failure;
        ended = true;
        empty();
    }

    @Override
    public void onComplete() {
        ended = true;
        empty();
    }

    // ---- the subscriber

    @Override
    public void request(long n) {
        requested.getAndAccumulate(n, (seen, more) -> Math.max(seen + more, more));
        empty();
    }

    @Override
    public void cancel() {
        cancelled = true;
        upstream.dispose();
        empty();
    }

    private void empty() {
        int wanted = emptying.getAndIncrement() == 0 ? 1 : 0;
        while (wanted != 0) {
            emptyOnce();
            wanted = emptying.addAndGet(-wanted);
        }
    }

    private void emptyOnce() {
        while (!cancelled && requested.get() > 0) {
            T item = items.poll();
            if (item == null) {
                break;
            }
            size.decrementAndGet();
            requested.decrementAndGet();
            subscriber.onNext(item);
        }
        if (cancelled) {
            items.clear();
        } else if (ended && items.isEmpty()) {
            end();
        }
    }

    private void end() {
        cancelled = true;
        if (error != null) {
            subscriber.onError(error);
        } else {
            subscriber.onComplete();
        }
    }
}
