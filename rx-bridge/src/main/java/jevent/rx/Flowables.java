package jevent.rx;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableTransformer;

import jevent.Hub;
import jevent.ThrowingConsumer;
import jevent.ThrowingFunction;
import jevent.ThrowingPredicate;
import jevent.bridge.Crew;
import jevent.bridge.Feeds;
import jevent.bridge.Pick;
import jevent.flow.Body;
import jevent.flow.Iteration;
import jevent.flow.Relay;
import jevent.sync.Channel;
import jevent.sync.Queue;

import org.jspecify.annotations.Nullable;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Supplier;

/// `Flowable` and greenlets, both ways.
///
/// ```java
/// try (var rows = Flowables.iterate(table.rows())) {
///     for (Row row : rows) show(row);
/// }
///
/// Flowable<Line> lines = Flowables.from(out -> {
///     for (var line = read(); line != null; line = read()) out.send(line);
/// });
/// ```
public final class Flowables {

    private Flowables() {}

    /// One pass over the elements, with [Flowable#bufferSize] requested ahead.
    ///
    /// *Close it*, by `try (...)`: leaving a `for` loop early does not close it. [#forEach] closes
    /// it in any case.
    public static <T> Iteration<T> iterate(Flowable<? extends T> flowable) {
        return iterate(flowable, Flowable.bufferSize());
    }

    /// One pass over the elements.
    ///
    /// @param prefetch how many to request ahead, and again when three quarters of them are
    ///   consumed; 1 asks for each when the one before is consumed, `Integer.MAX_VALUE` for all at
    ///   once. A source that can be polled in the loop itself is, and nothing is requested
    public static <T> Iteration<T> iterate(Flowable<? extends T> flowable, int prefetch) {
        return new FlowableIteration<>(Objects.requireNonNull(flowable, "flowable"), prefetch);
    }

    /// Calls `body` for each element, in the calling greenlet, with [Flowable#bufferSize] requested
    /// ahead; it may wait, and throw anything.
    ///
    /// ```java
    /// Flowables.forEach(table.rows(), row -> show(row));
    /// ```
    ///
    /// The subscription never outlives the call: it is cancelled when the body throws, and by a
    /// *kill, timeout or interrupt*, wherever that meets it. Elements that have arrived come before
    /// an error of the source, which is thrown as it is. (`collect` of Kotlin's flows.)
    public static <T> void forEach(
            Flowable<? extends T> flowable, ThrowingConsumer<? super T> body) {
        Objects.requireNonNull(body, "body");
        Flowables.<T>iterate(flowable).forEach(body);
    }

    /// As [#forEach], until `body` returns false; the subscription is cancelled then too.
    public static <T> void forEachWhile(
            Flowable<? extends T> flowable, ThrowingPredicate<? super T> body) {
        Objects.requireNonNull(body, "body");
        Flowables.<T>iterate(flowable).forEachWhile(body);
    }

    /// A `Flowable` that runs `body` in a greenlet of its own for each subscriber.
    ///
    /// The greenlet starts when somebody subscribes, on the hub of the subscribing greenlet, or
    /// else on the shared hub. It waits in `send` while nothing is requested. Elements, end and
    /// error are signalled by the greenlet.
    ///
    /// *Cancel* kills the greenlet: its `finally` runs, and an error that it throws then goes to
    /// `RxJavaPlugins.onError`.
    public static <T> Flowable<T> from(Body<T> body) {
        return GreenletFlowable.of(null, body);
    }

    /// As [#from(Body)], but the greenlets run on `hub`.
    public static <T> Flowable<T> from(Hub hub, Body<T> body) {
        return GreenletFlowable.of(Objects.requireNonNull(hub, "hub"), body);
    }

    /// A `Flowable` of what is put into `queue`, without end.
    ///
    /// It is hot: an item goes to one subscriber, to whichever is the first to want it. None is
    /// taken before it is wanted, and none is lost when a subscriber *cancels*: one that was taken
    /// in that very moment goes back to the front, by [Queue#giveBack].
    public static <T> Flowable<T> from(Queue<? extends T> queue) {
        return GreenletFlowable.of(null, Feeds.<T>of(queue)::accept);
    }

    /// A `Flowable` of what is put into `channel`, without end; each put waits until a subscriber
    /// wants the item. One that is handed over in the very moment in which that subscriber
    /// *cancels* goes to another who waits at the channel; if there is none,
    /// `RxJavaPlugins.onError` is told, for RxJava has no hook for elements.
    public static <T> Flowable<T> from(Channel<? extends T> channel) {
        return GreenletFlowable.of(null, Feeds.<T>of(channel)::accept);
    }

    // ---- in the middle of a pipeline

    /// A greenlet between a `Flowable` and its subscriber, for `flowable.compose(...)`.
    ///
    /// ```java
    /// prices.compose(Flowables.through((in, out) -> {
    ///     for (Price price : in) {
    ///         if (price.isOpening()) out.send(price);
    ///         else out.send(price.since(Singles.await(previous(price))));
    ///     }
    /// }))
    /// ```
    ///
    /// Each subscriber has a greenlet of its own, as with [#from(Body)]. It iterates with
    /// [Flowable#bufferSize] elements requested ahead and waits in `send` while nothing is
    /// requested, so that a slow subscriber slows the source. An error of the source is thrown by
    /// the loop; caught there, it is handled.
    ///
    /// *Cancel* kills the greenlet and cancels the source; so does the body's end.
    public static <T, R> FlowableTransformer<T, R> through(Relay<T, R> relay) {
        Objects.requireNonNull(relay, "relay");
        return flowable -> GreenletFlowable.of(null, between(flowable, relay));
    }

    /// As [#through(Relay)], but the greenlets run on `hub`.
    public static <T, R> FlowableTransformer<T, R> through(Hub hub, Relay<T, R> relay) {
        Objects.requireNonNull(hub, "hub");
        Objects.requireNonNull(relay, "relay");
        return flowable -> GreenletFlowable.of(hub, between(flowable, relay));
    }

    private static <T, R> Body<R> between(Flowable<T> flowable, Relay<T, R> relay) {
        return out -> {
            try (Iteration<T> in = Flowables.<T>iterate(flowable)) {
                relay.run(in, out);
            }
        };
    }

    /// Calls `mapper` for each element in a greenlet of its own, `concurrency` at a time, and keeps
    /// the order; for `flowable.compose(...)`.
    ///
    /// ```java
    /// ids.compose(Flowables.mapGreen(16, id -> http.get(uri(id))))
    /// ```
    ///
    /// As many elements are requested as can be worked on. A mapper that returns null leaves its
    /// element out, since no stream carries null; so mapping and filtering are one. *Cancel*, and a
    /// failure of one, kill the greenlets that are at work and wait for their `finally`; the first
    /// failure then ends the `Flowable`. An error of the source comes after what came before it:
    /// what has begun is finished and sent first. Gevent's counterpart is `Pool.imap`, RxJava's
    /// `concatMapEager`.
    public static <T, R> FlowableTransformer<T, R> mapGreen(
            int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return flowable -> mapped(null, flowable, concurrency, Crew.Order.KEPT, mapper);
    }

    /// As [#mapGreen(int, ThrowingFunction)], but the greenlets run on `hub`.
    public static <T, R> FlowableTransformer<T, R> mapGreen(
            Hub hub, int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        Objects.requireNonNull(hub, "hub");
        return flowable -> mapped(hub, flowable, concurrency, Crew.Order.KEPT, mapper);
    }

    /// As [#mapGreen(int, ThrowingFunction)], but what is ready first comes first.
    public static <T, R> FlowableTransformer<T, R> mapGreenUnordered(
            int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return flowable -> mapped(null, flowable, concurrency, Crew.Order.FREE, mapper);
    }

    /// As [#mapGreenUnordered(int, ThrowingFunction)], but the greenlets run on `hub`.
    public static <T, R> FlowableTransformer<T, R> mapGreenUnordered(
            Hub hub, int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        Objects.requireNonNull(hub, "hub");
        return flowable -> mapped(hub, flowable, concurrency, Crew.Order.FREE, mapper);
    }

    /// As [#mapGreen(int, ThrowingFunction)], but a failure of one ends nobody else: it comes at
    /// the end, after all results. Several come as a `CompositeException`. (RxJava's
    /// `concatMapEagerDelayError`.)
    public static <T, R> FlowableTransformer<T, R> mapGreenDelayError(
            int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return flowable ->
                mapped(null, flowable, concurrency, Crew.Order.KEPT_DELAYING_ERRORS, mapper);
    }

    /// As [#mapGreenDelayError(int, ThrowingFunction)], but the greenlets run on `hub`.
    public static <T, R> FlowableTransformer<T, R> mapGreenDelayError(
            Hub hub, int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        Objects.requireNonNull(hub, "hub");
        return flowable ->
                mapped(hub, flowable, concurrency, Crew.Order.KEPT_DELAYING_ERRORS, mapper);
    }

    /// As [#mapGreenDelayError(int, ThrowingFunction)], but what is ready first comes first.
    /// (RxJava's `flatMap` with `delayErrors`.)
    public static <T, R> FlowableTransformer<T, R> mapGreenUnorderedDelayError(
            int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return flowable ->
                mapped(null, flowable, concurrency, Crew.Order.FREE_DELAYING_ERRORS, mapper);
    }

    /// As [#mapGreenUnorderedDelayError(int, ThrowingFunction)], but the greenlets run on `hub`.
    public static <T, R> FlowableTransformer<T, R> mapGreenUnorderedDelayError(
            Hub hub, int concurrency, ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        Objects.requireNonNull(hub, "hub");
        return flowable ->
                mapped(hub, flowable, concurrency, Crew.Order.FREE_DELAYING_ERRORS, mapper);
    }

    private static <T, R> Flowable<R> mapped(
            @Nullable Hub hub,
            Flowable<T> flowable,
            int concurrency,
            Crew.Order order,
            ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return GreenletFlowable.of(
                hub,
                Crew.<T, R>body(concurrency, order, mapper, room -> iterate(flowable, room))
                        ::accept);
    }

    // ---- one of many

    /// Waits for the first element, then cancels.
    ///
    /// *Kill, timeout, interrupt* cancel upstream, then the greenlet sees its error.
    ///
    /// @throws NoSuchElementException if it ends without one
    public static <T> T first(Flowable<? extends T> flowable) {
        return Pick.FIRST.ensurePresent(Flowables.<T>firstOrNull(flowable), flowable);
    }

    /// As [#first], but null if it ends without an element.
    public static <T> @Nullable T firstOrNull(Flowable<? extends T> flowable) {
        return Maybes.<T>await(flowable.firstElement());
    }

    /// As [#first], but `fallback` if it ends without an element.
    public static <T> T firstOrElse(
            Flowable<? extends T> flowable, Supplier<? extends T> fallback) {
        T found = firstOrNull(flowable);
        return found == null ? fallback.get() : found;
    }

    /// Waits for the end, and returns the last element. An error is thrown, whatever came before.
    ///
    /// @throws NoSuchElementException if it ends without an element
    public static <T> T last(Flowable<? extends T> flowable) {
        return Pick.LAST.ensurePresent(Flowables.<T>lastOrNull(flowable), flowable);
    }

    /// As [#last], but null if it ends without an element.
    public static <T> @Nullable T lastOrNull(Flowable<? extends T> flowable) {
        return Maybes.<T>await(flowable.lastElement());
    }

    /// Waits for the end, and returns the only element. A second one cancels upstream.
    ///
    /// @throws NoSuchElementException if it ends without an element
    /// @throws IllegalArgumentException if there is a second one
    public static <T> T single(Flowable<? extends T> flowable) {
        return Pick.SINGLE.ensurePresent(Flowables.<T>singleOrNull(flowable), flowable);
    }

    /// As [#single], but null if it ends without an element.
    public static <T> @Nullable T singleOrNull(Flowable<? extends T> flowable) {
        return OneAwaiter.<T>single(flowable.take(2).toList(), flowable);
    }
}
