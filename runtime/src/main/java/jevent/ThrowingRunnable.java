package jevent;

import jevent.kernel.Strand;

/// A body without a result that may throw anything: what a lambda or a method reference becomes if
/// it returns nothing.
///
/// ```java
/// Green.spawn(() -> socket.write(bytes));          // throws an IOException: no try, no return null
/// Timeout.call(limit, () -> connection.commit());  // throws an SQLException
/// ```
///
/// A method that takes one throws what the body throws, checked or not, as the very object; a
/// greenlet fails with it. It stands beside `Callable` and `Runnable`, and the compiler chooses: a
/// body that has a result is a `Callable`; a variable of type `Runnable` stays one, and where a
/// method takes no `Runnable`, pass `task::run`. A reference to a method that has several forms
/// (`queue::get`) could be either, so write `() -> queue.get()`.
///
/// It is a `Runnable` too, for APIs that know nothing else; see [#run]. (The pattern of Spring's
/// `ThrowingConsumer`.)
@FunctionalInterface
public interface ThrowingRunnable extends Runnable {

    /// Does the work.
    ///
    /// @throws Exception whatever it likes
    void runWithException() throws Exception;

    /// As [#runWithException]: throws what it throws, though a checked exception is not declared.
    @Override
    @SuppressWarnings("FunctionalInterfaceMethodChanged") // that is what this interface is for
    default void run() {
        try {
            runWithException();
        } catch (Exception e) {
            throw Strand.sneak(e);
        }
    }
}
