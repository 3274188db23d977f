package jevent.flow;

import java.util.function.Predicate;

/// A `Predicate` whose body may wait, and fail with any exception; that is thrown as it is.
@FunctionalInterface
public interface ThrowingPredicate<T> extends Predicate<T> {

    boolean testWithException(T item) throws Exception;

    @Override
    @SuppressWarnings("FunctionalInterfaceMethodChanged") // that is what this interface is for
    default boolean test(T item) {
        try {
            return testWithException(item);
        } catch (Exception e) {
            throw Failures.raise(e);
        }
    }
}
