package jevent.bridge;

import org.jspecify.annotations.Nullable;

/// Where a loop over a publisher takes its elements from: a buffer, or a publisher that can be
/// asked directly.
///
/// For authors of bridges: a *fused* source, in their libraries' words.
public interface Supply<T> {

    /// The next element; null when there is none now. A source that is asked directly ends with
    /// null.
    @Nullable T poll() throws Throwable;

    boolean isEmpty();

    /// Throws away what it still has.
    void clear();
}
