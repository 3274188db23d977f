package jevent.reactor;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// A publisher that does what the test says, by the rules or not, and writes down what it is asked.
///
/// Our subscribers see it as it is: Reactor puts nothing between.
final class Script<T> implements Publisher<T>, Subscription {

    final List<String> log = new CopyOnWriteArrayList<>();

    private final Consumer<Script<T>> onSubscribe;
    private final AtomicReference<Thread> inside = new AtomicReference<>();
    private Consumer<Long> onRequest = n -> {};
    private Runnable onCancel = () -> {};
    private Subscriber<? super T> subscriber;

    private Script(Consumer<Script<T>> onSubscribe) {
        this.onSubscribe = onSubscribe;
    }

    /// Calls `onSubscribe` at once, and then waits for the test.
    static <T> Script<T> quiet() {
        return new Script<>(script -> script.subscriber.onSubscribe(script));
    }

    /// Does what is given when somebody subscribes.
    static <T> Script<T> of(Consumer<Script<T>> onSubscribe) {
        return new Script<>(onSubscribe);
    }

    Script<T> onRequest(Consumer<Long> action) {
        onRequest = action;
        return this;
    }

    Script<T> onCancel(Runnable action) {
        onCancel = action;
        return this;
    }

    Mono<T> mono() {
        return Mono.fromDirect(this);
    }

    Flux<T> flux() {
        return Flux.from(this);
    }

    /// What the subscriber is told.
    Subscriber<? super T> to() {
        return Objects.requireNonNull(subscriber, "nobody has subscribed");
    }

    @Override
    public void subscribe(Subscriber<? super T> actual) {
        subscriber = actual;
        onSubscribe.accept(this);
    }

    @Override
    public void request(long n) {
        call("request " + (n == Long.MAX_VALUE ? "all" : n), () -> onRequest.accept(n));
    }

    @Override
    public void cancel() {
        call("cancel", onCancel);
    }

    private void call(String what, Runnable action) {
        Thread me = Thread.currentThread();
        Thread other = inside.getAndSet(me);
        if (other != null && other != me) {
            log.add("OVERLAP");
        }
        log.add(what);
        try {
            action.run();
        } finally {
            inside.set(other);
        }
    }

    @Override
    public String toString() {
        return "script";
    }
}
