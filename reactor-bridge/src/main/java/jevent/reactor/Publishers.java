package jevent.reactor;

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
        return present("first", publisher, Publishers.<T>firstOrNull(publisher));
    }

    /// The first element, or null if there is none.
    public static <T> @Nullable T firstOrNull(Publisher<? extends T> publisher) {
        return new Pick.First<T>(publisher).await(publisher);
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
        return present("last", publisher, Publishers.<T>lastOrNull(publisher));
    }

    /// The last element, after the end, or null if there is none.
    public static <T> @Nullable T lastOrNull(Publisher<? extends T> publisher) {
        return new Pick.Last<T>(publisher).await(publisher);
    }

    /// The only element, after the end.
    ///
    /// @throws NoSuchElementException if there is none
    /// @throws IllegalArgumentException if there is a second; the subscription is cancelled then
    public static <T> T single(Publisher<? extends T> publisher) {
        return present("single", publisher, Publishers.<T>singleOrNull(publisher));
    }

    /// The only element, or null if there is none.
    ///
    /// @throws IllegalArgumentException if there is a second; the subscription is cancelled then
    public static <T> @Nullable T singleOrNull(Publisher<? extends T> publisher) {
        return new Pick.Single<T>(publisher).await(publisher);
    }

    private static <T> T present(String rule, Object source, @Nullable T item) {
        if (item == null) {
            throw new NoSuchElementException(
                    rule
                            + ": "
                            + source
                            + " has ended without an element; if it may, use "
                            + rule
                            + "OrNull");
        }
        return item;
    }

    /// One pass over the elements, as [Fluxes#iterate(reactor.core.publisher.Flux)].
    public static <T> Iteration<T> iterate(Publisher<? extends T> publisher) {
        return iterate(publisher, Fluxes.PREFETCH);
    }

    /// One pass over the elements, as [Fluxes#iterate(reactor.core.publisher.Flux, int)].
    public static <T> Iteration<T> iterate(Publisher<? extends T> publisher, int prefetch) {
        return new FluxIteration<>(Objects.requireNonNull(publisher, "publisher"), prefetch);
    }
}
