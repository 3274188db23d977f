package jevent;

import jevent.kernel.Foreign;
import jevent.kernel.Strand;

import org.jspecify.annotations.Nullable;

/// How a computation ended: with a value or with an error. A failure is a value here.
///
/// ```java
/// switch (greenlet.outcome()) {
///     case Outcome.Value<String>(String page) -> show(page);
///     case Outcome.Failure<String>(Throwable error) -> report(error);
/// }
/// ```
public sealed interface Outcome<T extends @Nullable Object> {

    /// It returned.
    record Value<T extends @Nullable Object>(T value) implements Outcome<T> {
        @Override
        public String toString() {
            return "Value[value=" + Foreign.text(value) + "]";
        }
    }

    /// It threw, or was killed: then the error is what it was killed with, a [GreenletExit] mostly.
    record Failure<T extends @Nullable Object>(Throwable error) implements Outcome<T> {
        @Override
        public String toString() {
            return "Failure[error=" + Foreign.text(error) + "]";
        }
    }

    /// The value; a failure is thrown, as the very object it is, checked or not.
    default T unwrap() {
        return switch (this) {
            case Value<T>(T value) -> value;
            case Failure<T>(Throwable error) -> throw Strand.sneak(error);
        };
    }

    default boolean isValue() {
        return this instanceof Value;
    }

    /// The error, or null.
    default @Nullable Throwable failure() {
        return this instanceof Failure<T>(Throwable error) ? error : null;
    }
}
