package jevent.reactor;

import jevent.ThrowingConsumer;
import jevent.ThrowingPredicate;
import jevent.bridge.Pick;
import jevent.flow.Iteration;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Supplier;

/// Waits for elements of any Reactive Streams `Publisher`, a driver's for example.
///
/// ```java
/// Connection connection = Publishers.single(factory.create());
/// ```
///
/// All that wait do it as [Monos#await]: an error is thrown as it is; *kill, timeout, interrupt*
/// cancel the subscription before the greenlet sees its error, and what comes later goes to
/// Reactor's hooks. [Fluxes] has the same for a `Flux`.
public final class Publishers {

    private Publishers() {}

    /// The first element; exactly one is requested, and the subscription is cancelled then.
    ///
    /// @throws NoSuchElementException if there is none
    public static <T> T first(Publisher<? extends T> publisher) {
        return Pick.FIRST.ensurePresent(Publishers.<T>firstOrNull(publisher), publisher);
    }

    /// The first element, or null if there is none.
    public static <T> @Nullable T firstOrNull(Publisher<? extends T> publisher) {
        return new MonoAwaiter<T>(publisher, Pick.FIRST).await(publisher);
    }

    /// The first element, or what `other` gives if there is none.
    public static <T> T firstOrElse(Publisher<? extends T> publisher, Supplier<? extends T> other) {
        Objects.requireNonNull(other, "other");
        T first = Publishers.<T>firstOrNull(publisher);
        return first == null ? other.get() : first;
    }

    /// The last element, after the end; those before are discarded.
    ///
    /// @throws NoSuchElementException if there is none
    public static <T> T last(Publisher<? extends T> publisher) {
        return Pick.LAST.ensurePresent(Publishers.<T>lastOrNull(publisher), publisher);
    }

    /// The last element, after the end, or null if there is none.
    public static <T> @Nullable T lastOrNull(Publisher<? extends T> publisher) {
        return new MonoAwaiter<T>(publisher, Pick.LAST).await(publisher);
    }

    /// The only element, after the end.
    ///
    /// @throws NoSuchElementException if there is none
    /// @throws IllegalArgumentException if there is a second; the subscription is cancelled then
    public static <T> T single(Publisher<? extends T> publisher) {
        return Pick.SINGLE.ensurePresent(Publishers.<T>singleOrNull(publisher), publisher);
    }

    /// The only element, or null if there is none.
    ///
    /// @throws IllegalArgumentException if there is a second; the subscription is cancelled then
    public static <T> @Nullable T singleOrNull(Publisher<? extends T> publisher) {
        return new MonoAwaiter<T>(publisher, Pick.SINGLE).await(publisher);
    }

    /// One pass over the elements, as [Fluxes#iterate(reactor.core.publisher.Flux)].
    ///
    /// *Close it*, by `try (...)`: leaving a `for` loop early does not close it. [#forEach] closes
    /// it in any case.
    public static <T> Iteration<T> iterate(Publisher<? extends T> publisher) {
        return iterate(publisher, Fluxes.PREFETCH);
    }

    /// One pass over the elements, as [Fluxes#iterate(reactor.core.publisher.Flux, int)].
    public static <T> Iteration<T> iterate(Publisher<? extends T> publisher, int prefetch) {
        return new FluxIteration<>(Objects.requireNonNull(publisher, "publisher"), prefetch);
    }

    /// Calls `body` for each element, in the calling greenlet, with 256 requested ahead; it may
    /// wait, and throw anything.
    ///
    /// ```java
    /// Publishers.forEach(table.rows(), row -> show(row));
    /// ```
    ///
    /// The subscription never outlives the call: it is cancelled when the body throws, and by a
    /// *kill, timeout or interrupt*, wherever that meets it. Elements that have arrived come before
    /// an error of the source, which is thrown as it is. (`collect` of Kotlin's flows.)
    public static <T> void forEach(
            Publisher<? extends T> publisher, ThrowingConsumer<? super T> body) {
        Objects.requireNonNull(body, "body");
        Publishers.<T>iterate(publisher).forEach(body);
    }

    /// As [#forEach], until `body` returns false; the subscription is cancelled then too.
    public static <T> void forEachWhile(
            Publisher<? extends T> publisher, ThrowingPredicate<? super T> body) {
        Objects.requireNonNull(body, "body");
        Publishers.<T>iterate(publisher).forEachWhile(body);
    }
}
