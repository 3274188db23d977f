package jevent.reactor;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Hooks;
import reactor.util.context.Context;

import java.util.concurrent.Callable;

/// The thread-locals that are registered with Micrometer's `ContextRegistry`.
///
/// As in Reactor's own operators, one that the context does not hold is cleared where propagation
/// is automatic, and left alone elsewhere.
final class ThreadLocals implements Propagation {

    private final ContextSnapshotFactory clearing = factory(true);
    private final ContextSnapshotFactory keeping = factory(false);

    private static ContextSnapshotFactory factory(boolean clearMissing) {
        return ContextSnapshotFactory.builder().clearMissing(clearMissing).build();
    }

    @Override
    public Context capture(Context context) {
        return keeping.captureAll().updateContext(context);
    }

    @Override
    public boolean isAutomatic() {
        return Hooks.isAutomaticContextPropagationEnabled();
    }

    @Override
    @SuppressWarnings("try") // it is there to be closed
    public <T extends @Nullable Object> T call(Context context, Callable<? extends T> body)
            throws Exception {
        ContextSnapshotFactory factory = isAutomatic() ? clearing : keeping;
        try (ContextSnapshot.Scope scope = factory.setThreadLocalsFrom(context)) {
            return body.call();
        }
    }
}
