package jevent.kernel;

/// Makes sure that there is some stack left, before something begins that must not stop half-way.
///
/// A stack overflow is thrown where a method is called. Between the taking of a waiter and its
/// waking that would leave the waiter forgotten for ever. So the overflow has to come before:
/// [#ensure] goes deeper than a wake-up does, and comes back.
///
/// Interpreted frames are several times as large as compiled ones, and this method may be compiled
/// while the way to the waiter is not yet. Within a hub that way is short. From a thread of another
/// hub, or of none, it leads through the inbox and to the sleeping driver, and what that costs is
/// much more than to go deep here.
///
/// For code that is about to wake a waiter, where its few nanoseconds do not matter; see
/// [WaitQueue#ensureRoom]. A section that wakes nobody is safe without: it lets its lock go, see
/// [SpinLock#held].
public final class StackRoom {

    private static final int LEVELS = 16;
    private static final int LEVELS_BETWEEN_HUBS = 128;

    private StackRoom() {}

    /// Returns if there is room enough.
    ///
    /// @param near whether whoever may be woken is of the hub whose turn the caller has
    /// @throws StackOverflowError if there is less room than a wake-up needs; nothing has begun
    public static void ensure(boolean near) {
        int levels = near ? LEVELS : LEVELS_BETWEEN_HUBS;
        int reached = down(levels);
        assert reached == levels;
    }

    private static int down(int levels) {
        return levels == 0 ? 0 : 1 + down(levels - 1);
    }
}
