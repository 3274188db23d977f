package jevent.flow;

import org.jspecify.annotations.Nullable;

/// A function that may wait, and fail with any exception.
@FunctionalInterface
public interface Mapper<T, R extends @Nullable Object> {
    R map(T item) throws Exception;
}
