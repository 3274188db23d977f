package jevent.reactor;

import org.jspecify.annotations.Nullable;

import reactor.util.context.Context;

import java.util.concurrent.Callable;

/// How thread-locals travel in a `Context`: not at all, unless Micrometer's context-propagation is
/// there to do it.
interface Propagation {

    /// A context with the calling thread's values added.
    default Context capture(Context context) {
        return context;
    }

    /// Whether Reactor itself captures wherever somebody blocks.
    default boolean isAutomatic() {
        return false;
    }

    /// Runs `body` with the values that `context` holds, and restores those before.
    default <T extends @Nullable Object> T call(Context context, Callable<? extends T> body)
            throws Exception {
        return body.call();
    }

    /// What there is. Only [ThreadLocals] knows the library, and is loaded where that is; a Reactor
    /// that is too old to say whether it captures is as good as none.
    static Propagation find() {
        try {
            Class.forName(
                    "io.micrometer.context.ContextSnapshotFactory",
                    false,
                    Propagation.class.getClassLoader());
            var found = new ThreadLocals();
            boolean ignored = found.isAutomatic();
            return found;
        } catch (ClassNotFoundException | LinkageError absent) {
            return new Propagation() {};
        }
    }
}
