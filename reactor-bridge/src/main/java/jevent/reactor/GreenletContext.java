package jevent.reactor;

import org.jspecify.annotations.Nullable;

import reactor.util.context.Context;
import reactor.util.context.ContextView;

import java.util.concurrent.Callable;

/// The subscriber's `Context`, as the greenlet that works for it sees it.
///
/// ```java
/// Monos.from(() -> audit(GreenletContext.current().get("user")))
///         .contextWrite(Context.of("user", "ada"))
/// ```
///
/// What the greenlet awaits or iterates is subscribed with it in turn.
public final class GreenletContext {

    private static final ScopedValue<Context> CURRENT = ScopedValue.newInstance();

    private GreenletContext() {}

    /// The context of the subscriber that the calling greenlet works for; else an empty one.
    public static ContextView current() {
        return context();
    }

    static Context context() {
        return CURRENT.isBound() ? CURRENT.get() : Context.empty();
    }

    static <T extends @Nullable Object> T call(Context context, Callable<? extends T> body)
            throws Exception {
        return context.isEmpty()
                ? body.call()
                : ScopedValue.where(CURRENT, context).<T, Exception>call(body::call);
    }
}
