package jevent.bridge;

import jevent.Waiter;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;

/// Where one greenlet waits until others, on any threads, say that it should look again.
///
/// ```text
///   the greenlet                          any other thread
///     says that it waits                    changes something
///     ── full fence ──                      ── full fence ──
///     looks once more, then waits           looks whether somebody waits, and wakes it
/// ```
///
/// One of the two sees the other. So no change is missed, and while nobody waits a change costs no
/// more than a read. A wake-up says nothing but "look again": it may come for no reason. *Kill,
/// timeout, interrupt* end the wait; the next one finds what this one has missed. (tokio's
/// `Notify`; what that keeps as a permit is the second look here.)
final class Notify {

    private static final VarHandle WAITING =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "waiting", VarHandle.class, Notify.class, Waiter.class);

    /// Any thread, CAS; one whose greenlet has been killed stays until it is woken or replaced.
    private volatile @Nullable Waiter<@Nullable Void> waiting;

    /// Waits for the next [#wake], unless there is something to see already. One greenlet at a
    /// time.
    ///
    /// @param source what is waited for; its `toString` is shown in dumps
    /// @param changed the second look
    /// @return whether it had to wait
    boolean await(Object source, BooleanSupplier changed) {
        var waiter = Waiter.<@Nullable Void>outside(source);
        waiting = waiter;
        VarHandle.fullFence(); // first that we wait, then the look
        if (changed.getAsBoolean()) {
            waiting = null;
            return false;
        }
        waiter.get();
        return true;
    }

    /// Has the greenlet look again, if it waits; any thread. To be called when the change is
    /// visible: after a volatile write, or a full fence.
    void wake() {
        Waiter<@Nullable Void> waiter = waiting;
        if (waiter != null && WAITING.compareAndSet(this, waiter, null)) {
            waiter.wake(null);
        }
    }
}
