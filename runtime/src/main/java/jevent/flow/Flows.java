package jevent.flow;

import jevent.Hub;
import jevent.ThrowingConsumer;
import jevent.ThrowingPredicate;
import jevent.bridge.Pick;

import org.jspecify.annotations.Nullable;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/// The JDK's `Flow.Publisher` and greenlets, both ways.
///
/// ```java
/// try (var lines = Flows.iterate(body)) {
///     for (String line : lines) show(line);
/// }
///
/// Flow.Publisher<Row> rows = Flows.from(out -> {
///     while (cursor.next()) out.send(cursor.row());
/// });
/// ```
///
/// An error is thrown as it is. *Kill, timeout, interrupt* cancel the subscription, then the
/// greenlet sees its error; to wait for a while only, use `Timeout.call`. Elements that come later
/// are dropped; an error that comes later goes to the hub's error handler, since the JDK has no
/// hook for it. Publishers may signal on any thread. (kotlinx-coroutines-jdk9.)
public final class Flows {

    /// As many as fill a buffer of the JDK's own publishers, `Flow.defaultBufferSize`.
    static final int PREFETCH = Flow.defaultBufferSize();

    private Flows() {}

    /// The first element; exactly one is requested, and the subscription is cancelled then.
    ///
    /// @throws NoSuchElementException if there is none
    public static <T> T first(Flow.Publisher<? extends T> publisher) {
        return Pick.FIRST.ensurePresent(Flows.<T>firstOrNull(publisher), publisher);
    }

    /// The first element, or null if there is none.
    public static <T> @Nullable T firstOrNull(Flow.Publisher<? extends T> publisher) {
        return new FlowAwaiter<T>(publisher, Pick.FIRST).await(publisher);
    }

    /// The first element, or what `other` gives if there is none.
    public static <T> T firstOrElse(
            Flow.Publisher<? extends T> publisher, Supplier<? extends T> other) {
        Objects.requireNonNull(other, "other");
        T first = Flows.<T>firstOrNull(publisher);
        return first == null ? other.get() : first;
    }

    /// The last element, after the end.
    ///
    /// @throws NoSuchElementException if there is none
    public static <T> T last(Flow.Publisher<? extends T> publisher) {
        return Pick.LAST.ensurePresent(Flows.<T>lastOrNull(publisher), publisher);
    }

    /// The last element, after the end, or null if there is none.
    public static <T> @Nullable T lastOrNull(Flow.Publisher<? extends T> publisher) {
        return new FlowAwaiter<T>(publisher, Pick.LAST).await(publisher);
    }

    /// The only element, after the end.
    ///
    /// @throws NoSuchElementException if there is none
    /// @throws IllegalArgumentException if there is a second; the subscription is cancelled then
    public static <T> T single(Flow.Publisher<? extends T> publisher) {
        return Pick.SINGLE.ensurePresent(Flows.<T>singleOrNull(publisher), publisher);
    }

    /// The only element, or null if there is none.
    ///
    /// @throws IllegalArgumentException if there is a second; the subscription is cancelled then
    public static <T> @Nullable T singleOrNull(Flow.Publisher<? extends T> publisher) {
        return new FlowAwaiter<T>(publisher, Pick.SINGLE).await(publisher);
    }

    /// One pass over the elements, with [Flow#defaultBufferSize] requested ahead.
    ///
    /// *Close it*, by `try (...)`: leaving a `for` loop early does not close it. [#forEach] closes
    /// it in any case.
    public static <T> Iteration<T> iterate(Flow.Publisher<? extends T> publisher) {
        return iterate(publisher, PREFETCH);
    }

    /// One pass over the elements.
    ///
    /// @param prefetch how many to request ahead, and again when three quarters of them are
    ///   consumed; 1 asks for each when the one before is consumed, `Integer.MAX_VALUE` for all at
    ///   once
    public static <T> Iteration<T> iterate(Flow.Publisher<? extends T> publisher, int prefetch) {
        return new FlowIteration<>(Objects.requireNonNull(publisher, "publisher"), prefetch);
    }

    /// Calls `body` for each element, in the calling greenlet, with [Flow#defaultBufferSize]
    /// requested ahead; it may wait, and throw anything.
    ///
    /// ```java
    /// Flows.forEach(table.rows(), row -> show(row));
    /// ```
    ///
    /// The subscription never outlives the call: it is cancelled when the body throws, and by a
    /// *kill, timeout or interrupt*, wherever that meets it. Elements that have arrived come before
    /// an error of the source, which is thrown as it is. (`collect` of Kotlin's flows.)
    public static <T> void forEach(
            Flow.Publisher<? extends T> publisher, ThrowingConsumer<? super T> body) {
        Objects.requireNonNull(body, "body");
        Flows.<T>iterate(publisher).forEach(body);
    }

    /// As [#forEach], until `body` returns false; the subscription is cancelled then too.
    public static <T> void forEachWhile(
            Flow.Publisher<? extends T> publisher, ThrowingPredicate<? super T> body) {
        Objects.requireNonNull(body, "body");
        Flows.<T>iterate(publisher).forEachWhile(body);
    }

    /// A publisher that runs `body` in a greenlet of its own for each subscriber.
    ///
    /// The greenlet starts when somebody subscribes, on the hub of the subscribing greenlet, or
    /// else on the shared hub. It waits in `send` while nothing is requested. Elements, end and
    /// error are signalled by the greenlet.
    ///
    /// *Cancel* kills the greenlet: its `finally` runs, and an error that it throws then goes to
    /// the hub's error handler.
    public static <T> Flow.Publisher<T> from(Body<T> body) {
        return new GreenletPublisher<>(null, body);
    }

    /// As [#from(Body)], but the greenlets run on `hub`.
    public static <T> Flow.Publisher<T> from(Hub hub, Body<T> body) {
        return new GreenletPublisher<>(Objects.requireNonNull(hub, "hub"), body);
    }
}
