package jevent.reactor;

import jevent.Hub;
import jevent.ThrowingConsumer;
import jevent.ThrowingFunction;
import jevent.ThrowingPredicate;
import jevent.bridge.Crew;
import jevent.bridge.Feeds;
import jevent.flow.Body;
import jevent.flow.Iteration;
import jevent.flow.Relay;
import jevent.sync.Channel;
import jevent.sync.Queue;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.util.concurrent.Queues;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/// `Flux` and greenlets, both ways.
///
/// ```java
/// try (var rows = Fluxes.iterate(table.rows())) {
///     for (Row row : rows) show(row);
/// }
///
/// Flux<Line> lines = Fluxes.from(out -> {
///     for (var line = read(); line != null; line = read()) out.send(line);
/// });
/// ```
public final class Fluxes {

    static final int PREFETCH = Queues.SMALL_BUFFER_SIZE;

    private Fluxes() {}

    // ---- one element of many

    /// The first element; exactly one is requested, and the subscription is cancelled then.
    ///
    /// @throws NoSuchElementException if there is none
    public static <T> T first(Flux<? extends T> flux) {
        return Publishers.first(flux);
    }

    /// The first element, or null if there is none.
    public static <T> @Nullable T firstOrNull(Flux<? extends T> flux) {
        return Publishers.firstOrNull(flux);
    }

    /// The first element, or what `other` gives if there is none.
    public static <T> T firstOrElse(Flux<? extends T> flux, Supplier<? extends T> other) {
        return Publishers.firstOrElse(flux, other);
    }

    /// The last element, after the end; those before are discarded.
    ///
    /// @throws NoSuchElementException if there is none
    public static <T> T last(Flux<? extends T> flux) {
        return Publishers.last(flux);
    }

    /// The last element, after the end, or null if there is none.
    public static <T> @Nullable T lastOrNull(Flux<? extends T> flux) {
        return Publishers.lastOrNull(flux);
    }

    /// The only element, after the end.
    ///
    /// @throws NoSuchElementException if there is none
    /// @throws IllegalArgumentException if there is a second; the subscription is cancelled then
    public static <T> T single(Flux<? extends T> flux) {
        return Publishers.single(flux);
    }

    /// The only element, or null if there is none.
    ///
    /// @throws IllegalArgumentException if there is a second; the subscription is cancelled then
    public static <T> @Nullable T singleOrNull(Flux<? extends T> flux) {
        return Publishers.singleOrNull(flux);
    }

    // ---- many elements

    /// One pass over the elements, with 256 requested ahead.
    ///
    /// *Close it*, by `try (...)`: leaving a `for` loop early does not close it. [#forEach] closes
    /// it in any case.
    public static <T> Iteration<T> iterate(Flux<? extends T> flux) {
        return iterate(flux, PREFETCH);
    }

    /// One pass over the elements.
    ///
    /// @param prefetch how many to request ahead, and again when three quarters of them are
    ///   consumed; 1 asks for each when the one before is consumed, `Integer.MAX_VALUE` for all at
    ///   once. A source that can be polled in the loop itself is, and nothing is requested
    public static <T> Iteration<T> iterate(Flux<? extends T> flux, int prefetch) {
        return new FluxIteration<>(Objects.requireNonNull(flux, "flux"), prefetch);
    }

    /// Calls `body` for each element, in the calling greenlet, with 256 requested ahead; it may
    /// wait, and throw anything.
    ///
    /// ```java
    /// Fluxes.forEach(table.rows(), row -> show(row));
    /// ```
    ///
    /// The subscription never outlives the call: it is cancelled when the body throws, and by a
    /// *kill, timeout or interrupt*, wherever that meets it. Elements that have arrived come before
    /// an error of the source, which is thrown as it is. (`collect` of Kotlin's flows.)
    public static <T> void forEach(Flux<? extends T> flux, ThrowingConsumer<? super T> body) {
        Objects.requireNonNull(body, "body");
        Fluxes.<T>iterate(flux).forEach(body);
    }

    /// As [#forEach], until `body` returns false; the subscription is cancelled then too.
    public static <T> void forEachWhile(Flux<? extends T> flux, ThrowingPredicate<? super T> body) {
        Objects.requireNonNull(body, "body");
        Fluxes.<T>iterate(flux).forEachWhile(body);
    }

    /// A `Flux` that runs `body` in a greenlet of its own for each subscriber.
    ///
    /// The greenlet starts when somebody subscribes, on the hub of the subscribing greenlet, or
    /// else on the shared hub. It waits in `send` while nothing is requested. Elements, end and
    /// error are signalled by the greenlet.
    ///
    /// *Cancel* kills the greenlet: its `finally` runs, and an error that it throws then goes to
    /// Reactor's hook. The subscriber's context is [GreenletContext#current].
    public static <T> Flux<T> from(Body<T> body) {
        return GreenletFlux.of(null, body);
    }

    /// As [#from(Body)], but the greenlets run on `hub`.
    public static <T> Flux<T> from(Hub hub, Body<T> body) {
        return GreenletFlux.of(Objects.requireNonNull(hub, "hub"), body);
    }

    /// A `Flux` of what is put into `queue`, without end.
    ///
    /// It is hot: an item goes to one subscriber, to whichever is the first to want it. None is
    /// taken before it is wanted, and none is lost when a subscriber *cancels*: one that was taken
    /// in that very moment goes back to the front, by [Queue#giveBack].
    public static <T> Flux<T> from(Queue<? extends T> queue) {
        return GreenletFlux.of(null, Feeds.<T>of(queue)::accept);
    }

    /// A `Flux` of what is put into `channel`, without end; each put waits until a subscriber wants
    /// the item. One that is handed over in the very moment in which that subscriber *cancels* goes
    /// to another who waits at the channel; if there is none, it is discarded by Reactor's hook.
    public static <T> Flux<T> from(Channel<? extends T> channel) {
        return GreenletFlux.of(null, Feeds.<T>of(channel)::accept);
    }

    // ---- in the middle of a pipeline

    /// A greenlet between a `Flux` and its subscriber, for `flux.transform(...)`.
    ///
    /// ```java
    /// prices.transform(Fluxes.through((in, out) -> {
    ///     for (Price price : in) {
    ///         if (price.isOpening()) out.send(price);
    ///         else out.send(price.since(Monos.await(previous(price))));
    ///     }
    /// }))
    /// ```
    ///
    /// Each subscriber has a greenlet of its own, as with [#from(Body)]. It iterates with 256
    /// elements requested ahead and waits in `send` while nothing is requested, so that a slow
    /// subscriber slows the source. An error of the source is thrown by the loop; caught there, it
    /// is handled.
    ///
    /// *Cancel* kills the greenlet and cancels the source; so does the body's end.
    public static <T, R> Function<Flux<T>, Flux<R>> through(Relay<T, R> relay) {
        Objects.requireNonNull(relay, "relay");
        return flux -> GreenletFlux.of(null, between(flux, relay));
    }

    /// As [#through(Relay)], but the greenlets run on `hub`.
    public static <T, R> Function<Flux<T>, Flux<R>> through(Hub hub, Relay<T, R> relay) {
        Objects.requireNonNull(hub, "hub");
        Objects.requireNonNull(relay, "relay");
        return flux -> GreenletFlux.of(hub, between(flux, relay));
    }

    private static <T, R> Body<R> between(Flux<T> flux, Relay<T, R> relay) {
        return out -> {
            try (Iteration<T> in = Fluxes.<T>iterate(flux)) {
                relay.run(in, out);
            }
        };
    }

    /// Calls `mapper` for each element in a greenlet of its own, `concurrency` at a time, and keeps
    /// the order; for `flux.transform(...)`.
    ///
    /// ```java
    /// ids.transform(Fluxes.mapGreen(16, id -> http.get(uri(id))))
    /// ```
    ///
    /// As many elements are requested as can be worked on. A mapper that returns null leaves its
    /// element out, since no stream carries null; so mapping and filtering are one. *Cancel*, and a
    /// failure of one, kill the greenlets that are at work and wait for their `finally`; the first
    /// failure then ends the `Flux`. An error of the source comes after what came before it: what
    /// has begun is finished and sent first. Gevent's counterpart is `Pool.imap`, Reactor's
    /// `flatMapSequential`.
    public static <T, R> Function<Flux<T>, Flux<R>> mapGreen(
            int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return flux -> mapped(null, flux, concurrency, Crew.Order.KEPT, mapper);
    }

    /// As [#mapGreen(int, ThrowingFunction)], but the greenlets run on `hub`.
    public static <T, R> Function<Flux<T>, Flux<R>> mapGreen(
            Hub hub, int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        Objects.requireNonNull(hub, "hub");
        return flux -> mapped(hub, flux, concurrency, Crew.Order.KEPT, mapper);
    }

    /// As [#mapGreen(int, ThrowingFunction)], but what is ready first comes first.
    public static <T, R> Function<Flux<T>, Flux<R>> mapGreenUnordered(
            int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return flux -> mapped(null, flux, concurrency, Crew.Order.FREE, mapper);
    }

    /// As [#mapGreenUnordered(int, ThrowingFunction)], but the greenlets run on `hub`.
    public static <T, R> Function<Flux<T>, Flux<R>> mapGreenUnordered(
            Hub hub, int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        Objects.requireNonNull(hub, "hub");
        return flux -> mapped(hub, flux, concurrency, Crew.Order.FREE, mapper);
    }

    /// As [#mapGreen(int, ThrowingFunction)], but a failure of one ends nobody else: it comes at
    /// the end, after all results. Several come as one of `Exceptions.multiple`. (Reactor's
    /// `flatMapSequentialDelayError`.)
    public static <T, R> Function<Flux<T>, Flux<R>> mapGreenDelayError(
            int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return flux -> mapped(null, flux, concurrency, Crew.Order.KEPT_DELAYING_ERRORS, mapper);
    }

    /// As [#mapGreenDelayError(int, ThrowingFunction)], but the greenlets run on `hub`.
    public static <T, R> Function<Flux<T>, Flux<R>> mapGreenDelayError(
            Hub hub, int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        Objects.requireNonNull(hub, "hub");
        return flux -> mapped(hub, flux, concurrency, Crew.Order.KEPT_DELAYING_ERRORS, mapper);
    }

    /// As [#mapGreenDelayError(int, ThrowingFunction)], but what is ready first comes first.
    /// (Reactor's `flatMapDelayError`.)
    public static <T, R> Function<Flux<T>, Flux<R>> mapGreenUnorderedDelayError(
            int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return flux -> mapped(null, flux, concurrency, Crew.Order.FREE_DELAYING_ERRORS, mapper);
    }

    /// As [#mapGreenUnorderedDelayError(int, ThrowingFunction)], but the greenlets run on `hub`.
    public static <T, R> Function<Flux<T>, Flux<R>> mapGreenUnorderedDelayError(
            Hub hub, int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        Objects.requireNonNull(hub, "hub");
        return flux -> mapped(hub, flux, concurrency, Crew.Order.FREE_DELAYING_ERRORS, mapper);
    }

    private static <T, R> Flux<R> mapped(
            @Nullable Hub hub,
            Flux<T> flux,
            int concurrency,
            Crew.Order order,
            ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return GreenletFlux.of(
                hub,
                Crew.<T, R>body(concurrency, order, mapper, room -> iterate(flux, room))::accept);
    }
}
