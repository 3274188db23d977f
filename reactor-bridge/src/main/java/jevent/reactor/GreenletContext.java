package jevent.reactor;

import jevent.ThrowingRunnable;
import jevent.bridge.Failures;

import org.jspecify.annotations.Nullable;

import reactor.core.Disposable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// The subscriber's `Context`, as the greenlet that works for it sees it.
///
/// ```java
/// Monos.from(() -> audit(GreenletContext.current().get("user")))
///         .contextWrite(Context.of("user", "ada"))
/// ```
///
/// What the greenlet awaits or iterates is subscribed with it in turn. A greenlet that it spawns
/// does not inherit it, unless its body is wrapped:
///
/// ```java
/// Green.spawn(GreenletContext.wrap(() -> audit(GreenletContext.current().get("user"))));
/// ```
///
/// Where Micrometer's context-propagation is on the class path, the thread-locals that are
/// registered there, such as SLF4J's MDC, travel along: the greenlet begins with those that the
/// context holds. With `Hooks.enableAutomaticContextPropagation()`, what it awaits or iterates is
/// given those that the greenlet has by then, as `block()` does; without that, only what
/// `contextCapture()` is asked for. For a `ScopedValue` there is [#bind].
///
/// *Kill, timeout, close*: the greenlet's `finally` still sees them. Nothing of this outlives the
/// greenlet. Kotlin's counterpart is `ReactorContext`.
public final class GreenletContext {

    private static final ScopedValue<Context> CURRENT = ScopedValue.newInstance();

    private static final Propagation THREAD_LOCALS = Propagation.find();

    private GreenletContext() {}

    /// The context of the subscriber that the calling greenlet works for; else an empty one.
    public static ContextView current() {
        return ofSubscriber();
    }

    /// From now on a scoped value travels under `key`, which must hold such values only.
    ///
    /// ```java
    /// GreenletContext.bind(USER, "user");
    ///
    /// Monos.from(() -> audit(USER.get())).contextWrite(Context.of("user", "ada"))
    /// ```
    ///
    /// A greenlet has it bound to what its subscriber's context holds, if that holds anything; and
    /// what a greenlet (or other code) awaits or iterates is given the value that is bound there.
    /// It is bound as long as the body runs, also in its `finally`. *Dispose* ends this for
    /// greenlets that begin later.
    public static <T> Disposable bind(ScopedValue<T> value, Object key) {
        return ScopedValues.bind(value, key);
    }

    /// A body that sees what the caller sees now: its context, its registered thread-locals, and
    /// its scoped values that [#bind] knows.
    public static <T extends @Nullable Object> Callable<T> wrap(Callable<? extends T> body) {
        Objects.requireNonNull(body, "body");
        Context seen = seen();
        return () -> GreenletContext.<T>call(seen, body);
    }

    /// As [#wrap(Callable)], for a body without a result.
    public static Runnable wrap(Runnable body) {
        Objects.requireNonNull(body, "body");
        return within(seen(), body);
    }

    /// As [#wrap(Callable)], for a body without a result that may throw anything.
    public static ThrowingRunnable wrap(ThrowingRunnable body) {
        Objects.requireNonNull(body, "body");
        Context seen = seen();
        return () -> run(seen, Executors.callable(body));
    }

    private static Context seen() {
        return THREAD_LOCALS.capture(ScopedValues.capture(ofSubscriber()));
    }

    /// A body that sees that context.
    static Runnable within(Context context, Runnable body) {
        return context.isEmpty() ? body : () -> run(context, Executors.callable(body));
    }

    private static void run(Context context, Callable<?> body) {
        try {
            GreenletContext.<@Nullable Object>call(context, body);
        } catch (Exception e) {
            throw Failures.raise(e);
        }
    }

    private static Context ofSubscriber() {
        return CURRENT.isBound() ? CURRENT.get() : Context.empty();
    }

    /// What the caller subscribes with.
    static Context context() {
        Context given = ScopedValues.capture(ofSubscriber());
        return THREAD_LOCALS.isAutomatic() ? THREAD_LOCALS.capture(given) : given;
    }

    static <T extends @Nullable Object> T call(Context context, Callable<? extends T> body)
            throws Exception {
        return context.isEmpty()
                ? body.call()
                : ScopedValues.where(ScopedValue.where(CURRENT, context), context)
                        .<T, Exception>call(() -> THREAD_LOCALS.<T>call(context, body));
    }
}
