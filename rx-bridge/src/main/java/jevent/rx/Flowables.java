package jevent.rx;

import io.reactivex.rxjava3.core.Flowable;

import jevent.Hub;
import jevent.flow.Body;
import jevent.flow.Iteration;

import java.util.Objects;

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
}
