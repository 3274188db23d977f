package jevent.reactor.spring;

import jevent.Greenlet;
import jevent.bridge.Home;
import jevent.reactor.Fluxes;
import jevent.reactor.Monos;
import jevent.sync.AsyncResult;
import jevent.sync.Queue;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;

import reactor.core.publisher.Mono;

import java.util.concurrent.Callable;

/// What our types are to Spring: a controller may return them, and take two of them as arguments.
///
/// ```java
/// ReactiveAdapters.register(ReactiveAdapterRegistry.getSharedInstance());
/// ```
///
/// | type | returned | as an argument |
/// | --- | --- | --- |
/// | `Greenlet` | one value or none; *cancel* kills it | awaits the `Mono` |
/// | `AsyncResult` | one value or none; *cancel* withdraws, and no more | is set when the `Mono` ends |
/// | `Queue` | values until *cancel*, shared out among the subscribers | refused: take a `Flux` |
///
/// One that is returned runs already, or is set already; nothing waits for the subscriber but the
/// items of a queue.
public final class ReactiveAdapters {

    private ReactiveAdapters() {}

    /// Adds the types to a registry that does not know them yet.
    public static void register(ReactiveAdapterRegistry registry) {
        if (registry.getAdapter(Greenlet.class) == null) {
            registry.registerReactiveType(
                    ReactiveTypeDescriptor.nonDeferredAsyncValue(
                            Greenlet.class, ReactiveAdapters::noGreenlet),
                    greenlet -> Monos.owning((Greenlet<?>) greenlet),
                    source -> spawn(() -> Monos.await(Mono.from(source))));
        }
        if (registry.getAdapter(AsyncResult.class) == null) {
            registry.registerReactiveType(
                    ReactiveTypeDescriptor.nonDeferredAsyncValue(
                            AsyncResult.class, ReactiveAdapters::noResult),
                    result -> Monos.from((AsyncResult<?>) result),
                    source -> Monos.toAsyncResult(Mono.from(source)));
        }
        if (registry.getAdapter(Queue.class) == null) {
            registry.registerReactiveType(
                    ReactiveTypeDescriptor.multiValue(Queue.class, Queue::unbounded),
                    queue -> Fluxes.from((Queue<?>) queue),
                    ReactiveAdapters::refuse);
        }
    }

    private static Greenlet<?> noGreenlet() {
        return spawn(() -> null);
    }

    private static AsyncResult<?> noResult() {
        var none = new AsyncResult<@Nullable Object>();
        none.set(null);
        return none;
    }

    private static Greenlet<?> spawn(Callable<? extends @Nullable Object> body) {
        return Home.hub(null).<@Nullable Object>spawn(body);
    }

    private static Object refuse(Publisher<?> source) {
        throw new UnsupportedOperationException(
                "a Queue has no end, so it cannot stand for "
                        + source
                        + ": take a Flux as argument and loop over Fluxes.iterate(flux)");
    }
}
