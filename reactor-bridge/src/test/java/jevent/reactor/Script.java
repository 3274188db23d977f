package jevent.reactor;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A publisher that does what the test says, by the rules or not, and writes down what it is asked.
///
/// Our subscribers see it as it is: Reactor puts nothing between.
final class Script<T> implements Publisher<T>, Subscription {

    final List<String> log = new CopyOnWriteArrayList<>();

    private final Consumer<Script<T>> onSubscribe;
    private final AtomicInteger inside = new AtomicInteger();
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
        enter("request " + (n == Long.MAX_VALUE ? "all" : n));
        onRequest.accept(n);
        inside.decrementAndGet();
    }

    @Override
    public void cancel() {
        log.add("cancel");
        onCancel.run();
    }

    private void enter(String what) {
        if (inside.incrementAndGet() > 1) {
            log.add("OVERLAP");
        }
        log.add(what);
    }

    @Override
    public String toString() {
        return "script";
    }
}
