package jevent.reactor;

import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Reactor's discard hook, which lives in contexts.
final class Discards {

    private Discards() {}

    /// A context whose hook adds to `list`.
    static Context into(List<Object> list) {
        return Operators.enableOnDiscard(Context.empty(), list::add);
    }

    static Context counting(AtomicInteger count) {
        return Operators.enableOnDiscard(Context.empty(), item -> count.incrementAndGet());
    }
}
