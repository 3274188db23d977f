package jevent;

import jevent.kernel.Strand;

import java.util.function.Consumer;

/// A `Consumer` whose body may wait, and fail with any exception; that is thrown as it is.
@FunctionalInterface
public interface ThrowingConsumer<T> extends Consumer<T> {

    /// Takes one item.
    ///
    /// @throws Exception whatever it likes
    void acceptWithException(T item) throws Exception;

    @Override
    @SuppressWarnings("FunctionalInterfaceMethodChanged") // that is what this interface is for
    default void accept(T item) {
        try {
            acceptWithException(item);
        } catch (Exception e) {
            throw Strand.sneak(e);
        }
    }
}
