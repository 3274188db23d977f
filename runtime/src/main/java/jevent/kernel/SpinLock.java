package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;

/// A lock for the few instructions in which a primitive changes its list of waiters.
///
/// Why not `ReentrantLock` or `synchronized`: both queue their waiters, and a queue of a greenlet
/// (waiting unmounted) in front of the carrier that alone could run it is a deadlock. This lock has
/// no queue: nobody who waits for it can stand in front of anybody. The price is that a section
/// must be short and must never park, call out, allocate or throw; every section in the library is.
/// Any call may find the stack full, that of [#unlock] too: so all that follows [#lock] stands in a
/// `try`, which lets go by writing [#held], for which no stack is needed.
///
/// Uncontended, one CAS and one release store: about 4 ns.
public sealed class SpinLock permits Settling, SpinLock.Plain {

    /// A lock that is nothing else.
    public static final class Plain extends SpinLock {}

    private static final VarHandle HELD =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "held", VarHandle.class, SpinLock.class, boolean.class);

    private static final int SPINS_BEFORE_YIELD = 1_000;

    /// Any thread, CAS. Written by others only to let go where the stack is full:
    ///
    /// ```java
    /// lock.lock();
    /// try {
    ///     count++;
    ///     lock.unlock();
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
        try {
            // ORDERING: pairs with the CAS in lock(); the section happens-before the next one.
            HELD.setRelease(this, false);
        } catch (StackOverflowError e) {
            held = false; // the section is over, so nothing has failed
        }
    }

    /// What `section` reads while the lock is held; for paths that are not hot.
    public final <R extends @Nullable Object> R reading(Supplier<R> section) {
        lock();
        try {
            R read = section.get();
            unlock();
            return read;
        } catch (Throwable e) {
            held = false; // a call might overflow again
            throw e;
        }
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
