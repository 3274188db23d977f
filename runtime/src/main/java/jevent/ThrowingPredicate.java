package jevent;

import jevent.kernel.Strand;

import java.util.function.Predicate;

/// A `Predicate` whose body may wait, and fail with any exception; that is thrown as it is.
@FunctionalInterface
public interface ThrowingPredicate<T> extends Predicate<T> {

    /// Tests one item; a loop such as `forEachWhile` goes on while the result is true.
    ///
    /// @throws Exception whatever it likes
    boolean testWithException(T item) throws Exception;

    @Override
    @SuppressWarnings("FunctionalInterfaceMethodChanged") // that is what this interface is for
    default boolean test(T item) {
        try {
            return testWithException(item);
        } catch (Exception e) {
            throw Strand.sneak(e);
        }
    }
}
