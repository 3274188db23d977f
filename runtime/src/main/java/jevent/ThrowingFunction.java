package jevent;

import jevent.kernel.Strand;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/// A `Function` whose body may wait, and fail with any exception; that is thrown as it is.
///
/// ```java
/// flux.transform(Fluxes.mapGreen(16, id -> load(id)));   // throws an IOException: no try
/// ```
///
/// In a stream of a reactive library, *cancel* kills the greenlet that it runs in.
@FunctionalInterface
public interface ThrowingFunction<T, R extends @Nullable Object> extends Function<T, R> {

    /// What comes of one item.
    ///
    /// @throws Exception whatever it likes
    R applyWithException(T item) throws Exception;

    @Override
    @SuppressWarnings("FunctionalInterfaceMethodChanged") // that is what this interface is for
    default R apply(T item) {
        try {
            return applyWithException(item);
        } catch (Exception e) {
            throw Strand.sneak(e);
        }
    }
}
