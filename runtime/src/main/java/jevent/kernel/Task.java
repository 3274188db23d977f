package jevent.kernel;

import org.jspecify.annotations.Nullable;

/// What a [Fiber] runs, and what is told of it. One object for all of that, for there may be a
/// million of them.
public interface Task {

    /// The whole life of the fiber; called once, in its first turn.
    void run();

    /// Whom the fiber runs for; its `toString` names the fiber.
    Object owner();

    /// What tells its thread from the others of the hub, which share one name; null if nothing
    /// does. Any thread.
    @Nullable String label();
}
