package jevent.reactor;

import jevent.Hub;
import jevent.flow.Body;
import jevent.flow.Iteration;

import reactor.core.publisher.Flux;
import reactor.util.concurrent.Queues;

import java.util.Objects;

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

    private Fluxes() {}

    /// One pass over the elements, with 256 requested ahead.
    public static <T> Iteration<T> iterate(Flux<? extends T> flux) {
        return iterate(flux, Queues.SMALL_BUFFER_SIZE);
    }

    /// One pass over the elements.
    ///
    /// @param prefetch how many to request ahead, and again when three quarters of them are
    ///   consumed; 1 asks for each when the one before is consumed, `Integer.MAX_VALUE` for all at
    ///   once. A source that can be polled in the loop itself is, and nothing is requested
    public static <T> Iteration<T> iterate(Flux<? extends T> flux, int prefetch) {
        return new FluxIteration<>(Objects.requireNonNull(flux, "flux"), prefetch);
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
}
