package jevent.flow;

import org.jspecify.annotations.Nullable;

/// A function that may wait, and fail with any exception; *cancel* of its stream kills the greenlet
/// that it runs in.
@FunctionalInterface
public interface Mapper<T, R extends @Nullable Object> {
    R map(T item) throws Exception;
}
