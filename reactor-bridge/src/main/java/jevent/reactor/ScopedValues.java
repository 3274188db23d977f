package jevent.reactor;

import org.jspecify.annotations.Nullable;

import reactor.core.Disposable;
import reactor.util.context.Context;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/// Scoped values that travel in a `Context`.
///
/// A scoped value lasts as long as a call, so nobody can set one and set it back later, as is done
/// with thread-locals. But the body of a greenlet is such a call.
final class ScopedValues {

    private static final List<Binding<?>> BINDINGS = new CopyOnWriteArrayList<>();

    private ScopedValues() {}

    static <T> Disposable bind(ScopedValue<T> value, Object key) {
        var binding =
                new Binding<T>(
                        Objects.requireNonNull(value, "value"), Objects.requireNonNull(key, "key"));
        BINDINGS.add(binding);
        return binding;
    }

    /// A context with what is bound right here; the same one if that holds it already.
    static Context capture(Context context) {
        Context captured = context;
        for (Binding<?> binding : BINDINGS) {
            captured = binding.capture(captured);
        }
        return captured;
    }

    /// Binds what the context holds, besides what `carrier` binds.
    static ScopedValue.Carrier where(ScopedValue.Carrier carrier, Context context) {
        ScopedValue.Carrier more = carrier;
        for (Binding<?> binding : BINDINGS) {
            more = binding.where(more, context);
        }
        return more;
    }

    /// One value and its key; known until it is disposed.
    private static final class Binding<T> implements Disposable {

        private final ScopedValue<T> value;
        private final Object key;

        Binding(ScopedValue<T> value, Object key) {
            this.value = value;
            this.key = key;
        }

        /// No context holds null, so a value that is bound to null is left out.
        Context capture(Context context) {
            if (!value.isBound()) {
                return context;
            }
            @Nullable T bound = value.get();
            if (bound == held(context)) {
                return context;
            }
            return bound == null ? context.delete(key) : context.put(key, bound);
        }

        ScopedValue.Carrier where(ScopedValue.Carrier carrier, Context context) {
            T held = held(context);
            return held == null ? carrier : carrier.where(value, held);
        }

        private @Nullable T held(Context context) {
            return context.getOrDefault(key, null);
        }

        @Override
        public void dispose() {
            BINDINGS.remove(this);
        }

        @Override
        public boolean isDisposed() {
            return !BINDINGS.contains(this);
        }
    }
}
