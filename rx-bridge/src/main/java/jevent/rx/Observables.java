package jevent.rx;

import io.reactivex.rxjava3.core.BackpressureOverflowStrategy;
import io.reactivex.rxjava3.core.FlowableTransformer;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.ObservableTransformer;
import io.reactivex.rxjava3.exceptions.MissingBackpressureException;

import jevent.Hub;
import jevent.ThrowingConsumer;
import jevent.ThrowingFunction;
import jevent.ThrowingPredicate;
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

/// `Observable` and greenlets, both ways. Nobody can slow an `Observable` down, so a loop over one
/// says which elements to drop when it cannot keep up.
///
/// ```java
/// try (var clicks = Observables.iterate(mouse.clicks(), 100, ERROR)) {
///     for (Click click : clicks) handle(click);
/// }
/// ```
public final class Observables {

    private Observables() {}

    // ---- many

    /// One pass over the elements. The source is never blocked; up to `room` elements wait for the
    /// loop, beside the one that it was given and has not looked at. When there is no room, the
    /// strategy says which element goes, by RxJava's names and with RxJava's meaning:
    ///
    /// | strategy | then | of 1 to 8, with room for two, a loop that begins late sees |
    /// | --- | --- | --- |
    /// | `ERROR` | the source is disposed; the loop sees what waits, then the error | 1, 2, 3, error |
    /// | `DROP_LATEST` | what came last goes, and what comes takes its place | 1, 2, 8 |
    /// | `DROP_OLDEST` | what has waited longest goes | 1, 7, 8 |
    ///
    /// That is what `onBackpressureBuffer(room, () -> {}, strategy)` gives to a subscriber that
    /// requests one by one, but for errors: there they overtake what waits.
    ///
    /// What has arrived comes before an error of the source.
    ///
    /// *Close it*, by `try (...)`: leaving a `for` loop early does not close it. [#forEach] closes
    /// it in any case.
    ///
    /// @throws MissingBackpressureException from the loop, with `ERROR`
    public static <T> Iteration<T> iterate(
            Observable<? extends T> observable, int room, BackpressureOverflowStrategy strategy) {
        return new FlowableIteration<T>(Reservoir.<T>of(observable, room, strategy), 1);
    }

    /// Calls `body` for each element, in the calling greenlet; it may wait, and throw anything.
    /// What comes meanwhile waits, or not, as [#iterate] says.
    ///
    /// ```java
    /// Observables.forEach(mouse.clicks(), 100, ERROR, click -> handle(click));
    /// ```
    ///
    /// The subscription never outlives the call: it is disposed when the body throws, and by a
    /// *kill, timeout or interrupt*, wherever that meets it.
    public static <T> void forEach(
            Observable<? extends T> observable,
            int room,
            BackpressureOverflowStrategy strategy,
            ThrowingConsumer<? super T> body) {
        Objects.requireNonNull(body, "body");
        Observables.<T>iterate(observable, room, strategy).forEach(body);
    }

    /// As [#forEach], until `body` returns false; the subscription is disposed then too.
    public static <T> void forEachWhile(
            Observable<? extends T> observable,
            int room,
            BackpressureOverflowStrategy strategy,
            ThrowingPredicate<? super T> body) {
        Objects.requireNonNull(body, "body");
        Observables.<T>iterate(observable, room, strategy).forEachWhile(body);
    }

    /// An `Observable` that runs `body` in a greenlet of its own for each observer; `send` never
    /// waits for it, and lets others have a turn every 1,024 elements. As [Flowables#from(Body)] in
    /// all else.
    public static <T> Observable<T> from(Body<T> body) {
        return Flowables.from(body).toObservable();
    }

    /// As [#from(Body)], but the greenlets run on `hub`.
    public static <T> Observable<T> from(Hub hub, Body<T> body) {
        return Flowables.from(Objects.requireNonNull(hub, "hub"), body).toObservable();
    }

    /// An `Observable` of what is put into `queue`, without end; each item is taken as soon as it
    /// is there. As [Flowables#from(Queue)] in all else: an item goes to one observer, and none is
    /// lost when an observer *disposes*.
    public static <T> Observable<T> from(Queue<? extends T> queue) {
        return Flowables.<T>from(queue).toObservable();
    }

    /// An `Observable` of what is put into `channel`, without end; a put waits only for an
    /// observer. As [Flowables#from(Channel)] in all else.
    public static <T> Observable<T> from(Channel<? extends T> channel) {
        return Flowables.<T>from(channel).toObservable();
    }

    // ---- in the middle of a pipeline

    /// A greenlet between an `Observable` and its observer, for `observable.compose(...)`: as
    /// [Flowables#through(Relay)], with what [#iterate] says of elements for which there is no
    /// room.
    ///
    /// ```java
    /// clicks.compose(Observables.through(100, DROP_OLDEST, (in, out) -> {
    ///     for (Click click : in) out.send(Singles.await(names.of(click)));
    /// }))
    /// ```
    ///
    /// *Dispose* kills the greenlet and disposes the source; so does the body's end.
    public static <T, R> ObservableTransformer<T, R> through(
            int room, BackpressureOverflowStrategy strategy, Relay<T, R> relay) {
        Objects.requireNonNull(relay, "relay");
        return observable -> Observables.from(between(observable, room, strategy, relay));
    }

    /// As the other, but the greenlets run on `hub`.
    public static <T, R> ObservableTransformer<T, R> through(
            Hub hub, int room, BackpressureOverflowStrategy strategy, Relay<T, R> relay) {
        Objects.requireNonNull(hub, "hub");
        Objects.requireNonNull(relay, "relay");
        return observable -> Observables.from(hub, between(observable, room, strategy, relay));
    }

    private static <T, R> Body<R> between(
            Observable<T> observable,
            int room,
            BackpressureOverflowStrategy strategy,
            Relay<T, R> relay) {
        return out -> {
            try (Iteration<T> in = Observables.<T>iterate(observable, room, strategy)) {
                relay.run(in, out);
            }
        };
    }

    /// Calls `mapper` for each element in a greenlet of its own, `concurrency` at a time, and keeps
    /// the order, for `observable.compose(...)`: as [Flowables#mapGreen(int, ThrowingFunction)]. Up
    /// to `room` elements wait beside those that are worked on; for more the strategy decides, as
    /// with [#iterate].
    ///
    /// ```java
    /// clicks.compose(Observables.mapGreen(4, 100, DROP_OLDEST, click -> http.get(uri(click))))
    /// ```
    ///
    /// The error of the strategy `ERROR` is an error of the source, and comes after the results of
    /// the elements before it.
    public static <T, R> ObservableTransformer<T, R> mapGreen(
            int concurrency,
            int room,
            BackpressureOverflowStrategy strategy,
            ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return mapped(room, strategy, Flowables.<T, R>mapGreen(concurrency, mapper));
    }

    /// As the other, but the greenlets run on `hub`.
    public static <T, R> ObservableTransformer<T, R> mapGreen(
            Hub hub,
            int concurrency,
            int room,
            BackpressureOverflowStrategy strategy,
            ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return mapped(room, strategy, Flowables.<T, R>mapGreen(hub, concurrency, mapper));
    }

    /// As [#mapGreen], but what is ready first comes first.
    public static <T, R> ObservableTransformer<T, R> mapGreenUnordered(
            int concurrency,
            int room,
            BackpressureOverflowStrategy strategy,
            ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return mapped(room, strategy, Flowables.<T, R>mapGreenUnordered(concurrency, mapper));
    }

    /// As the other, but the greenlets run on `hub`.
    public static <T, R> ObservableTransformer<T, R> mapGreenUnordered(
            Hub hub,
            int concurrency,
            int room,
            BackpressureOverflowStrategy strategy,
            ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return mapped(room, strategy, Flowables.<T, R>mapGreenUnordered(hub, concurrency, mapper));
    }

    /// As [#mapGreen], but a failure of one ends nobody else: it comes at the end, after all
    /// results. Several come as a `CompositeException`. (RxJava's `concatMapEagerDelayError`.)
    public static <T, R> ObservableTransformer<T, R> mapGreenDelayError(
            int concurrency,
            int room,
            BackpressureOverflowStrategy strategy,
            ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return mapped(room, strategy, Flowables.<T, R>mapGreenDelayError(concurrency, mapper));
    }

    /// As the other, but the greenlets run on `hub`.
    public static <T, R> ObservableTransformer<T, R> mapGreenDelayError(
            Hub hub,
            int concurrency,
            int room,
            BackpressureOverflowStrategy strategy,
            ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return mapped(room, strategy, Flowables.<T, R>mapGreenDelayError(hub, concurrency, mapper));
    }

    /// As [#mapGreenDelayError], but what is ready first comes first. (RxJava's `flatMap` with
    /// `delayErrors`.)
    public static <T, R> ObservableTransformer<T, R> mapGreenUnorderedDelayError(
            int concurrency,
            int room,
            BackpressureOverflowStrategy strategy,
            ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return mapped(
                room, strategy, Flowables.<T, R>mapGreenUnorderedDelayError(concurrency, mapper));
    }

    /// As the other, but the greenlets run on `hub`.
    public static <T, R> ObservableTransformer<T, R> mapGreenUnorderedDelayError(
            Hub hub,
            int concurrency,
            int room,
            BackpressureOverflowStrategy strategy,
            ThrowingFunction<? super T, ? extends @Nullable R> mapper) {
        return mapped(
                room,
                strategy,
                Flowables.<T, R>mapGreenUnorderedDelayError(hub, concurrency, mapper));
    }

    private static <T, R> ObservableTransformer<T, R> mapped(
            int room, BackpressureOverflowStrategy strategy, FlowableTransformer<T, R> middle) {
        return observable ->
                Reservoir.<T>of(observable, room, strategy).compose(middle).toObservable();
    }

    // ---- one of many

    /// Waits for the first element, then disposes.
    ///
    /// *Kill, timeout, interrupt* dispose, then the greenlet sees its error.
    ///
    /// @throws NoSuchElementException if it ends without one
    public static <T> T first(Observable<? extends T> observable) {
        return Pick.FIRST.ensurePresent(Observables.<T>firstOrNull(observable), observable);
    }

    /// As [#first], but null if it ends without an element.
    public static <T> @Nullable T firstOrNull(Observable<? extends T> observable) {
        return Maybes.<T>await(observable.firstElement());
    }

    /// As [#first], but `fallback` if it ends without an element.
    public static <T> T firstOrElse(
            Observable<? extends T> observable, Supplier<? extends T> fallback) {
        T found = firstOrNull(observable);
        return found == null ? fallback.get() : found;
    }

    /// Waits for the end, and returns the last element. An error is thrown, whatever came before.
    ///
    /// @throws NoSuchElementException if it ends without an element
    public static <T> T last(Observable<? extends T> observable) {
        return Pick.LAST.ensurePresent(Observables.<T>lastOrNull(observable), observable);
    }

    /// As [#last], but null if it ends without an element.
    public static <T> @Nullable T lastOrNull(Observable<? extends T> observable) {
        return Maybes.<T>await(observable.lastElement());
    }

    /// Waits for the end, and returns the only element. A second one disposes.
    ///
    /// @throws NoSuchElementException if it ends without an element
    /// @throws IllegalArgumentException if there is a second one
    public static <T> T single(Observable<? extends T> observable) {
        return Pick.SINGLE.ensurePresent(Observables.<T>singleOrNull(observable), observable);
    }

    /// As [#single], but null if it ends without an element.
    public static <T> @Nullable T singleOrNull(Observable<? extends T> observable) {
        return OneAwaiter.<T>single(observable.take(2).toList(), observable);
    }
}
