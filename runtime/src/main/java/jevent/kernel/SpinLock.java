package jevent.kernel;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A lock for the few instructions in which a primitive changes its list of waiters.
///
/// Why not `ReentrantLock` or `synchronized`: both queue their waiters, and a queue of a greenlet
/// (waiting unmounted) in front of the carrier that alone could run it is a deadlock. This lock has
/// no queue: nobody who waits for it can stand in front of anybody. The price is that a section
/// must be short and must never park, call out, allocate or throw; every section in the library is.
/// A call within it may find the stack full: then the section lets go by writing [#held], for which
/// no stack is needed.
///
/// Uncontended, one CAS and one release store: about 4 ns.
public sealed class SpinLock permits Settling, SpinLock.Plain {

    /// A lock that is nothing else.
    public static final class Plain extends SpinLock {}

    private static final VarHandle HELD =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "held", VarHandle.class, SpinLock.class, boolean.class);

    private static final int SPINS_BEFORE_YIELD = 1_000;

    /// Any thread, CAS. Written by others only to let go where the stack is full, and then nothing
    /// has been changed yet:
    ///
    /// ```java
    /// } catch (StackOverflowError e) {
    ///     lock.held = false; // a call would overflow again
    ///     throw e;
    /// }
    /// ```
    public volatile boolean held;

    public void lock() {
        if (!HELD.compareAndSet(this, false, true)) {
            lockContended();
        }
    }

    public void unlock() {
        // ORDERING: pairs with the CAS in lock(); the section happens-before the next one.
        HELD.setRelease(this, false);
    }

    @SuppressWarnings("ThreadPriorityCheck") // the holder may need the core that we spin on
    private void lockContended() {
        int spins = 0;
        while ((boolean) HELD.getOpaque(this) || !HELD.compareAndSet(this, false, true)) {
            if (++spins >= SPINS_BEFORE_YIELD && !Thread.currentThread().isVirtual()) {
                Thread.yield(); // the owner's core may be ours; a greenlet must not yield its
                // turn here
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
