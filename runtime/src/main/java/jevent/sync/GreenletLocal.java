package jevent.sync;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// A variable of which each greenlet has its own value.
///
/// ```java
/// static final GreenletLocal<User> USER = GreenletLocal.withInitial(User::anonymous);
/// ```
///
/// A greenlet has a thread of its own in both modes, so this is a `ThreadLocal` by gevent's name,
/// and a plain `ThreadLocal` serves as well. The value goes with its greenlet. A `ScopedValue` is
/// better where the value is bound for the length of a call. Nothing is inherited, except through
/// an `InheritableThreadLocal`: a new greenlet gets the values that the code that calls `spawn` has
/// at that moment.
public final class GreenletLocal<T extends @Nullable Object> {

    private final ThreadLocal<T> values;

    private GreenletLocal(Supplier<? extends T> initial) {
        this.values = ThreadLocal.withInitial(initial);
    }

    /// A variable that starts with what `initial` returns, in each greenlet when it first looks.
    public static <T extends @Nullable Object> GreenletLocal<T> withInitial(
            Supplier<? extends T> initial) {
        return new GreenletLocal<>(initial);
    }

    /// The calling greenlet's value.
    public T get() {
        return values.get();
    }

    public void set(T value) {
        values.set(value);
    }

    /// Forgets the calling greenlet's value; the next [#get] starts anew.
    public void remove() {
        values.remove();
    }
}
