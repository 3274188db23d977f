package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A JDK call that a fiber makes without the turn, in parallel with threads that may want to
/// interrupt it.
///
/// ```text
///   OPEN ◀──┐ interrupt              end
///     │     └── INTERRUPTING ──────────────▶ waits until it is open again
///     └────────────────── end ─────────────▶ ENDED      a later interrupt returns false
/// ```
///
/// Its beginning, its end and its interrupt are one state, so that no interrupt hits what comes
/// after the call.
final class OutsideCall {

    private enum State {
        OPEN,
        INTERRUPTING,
        ENDED
    }

    private static final VarHandle STATE =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(),
                    "state",
                    VarHandle.class,
                    OutsideCall.class,
                    State.class);

    private final Thread thread;
    private final @Nullable OutsideCall outer;

    /// Any thread, CAS.
    @SuppressWarnings("UnusedVariable") // read through STATE
    private volatile State state = State.OPEN;

    /// Written while INTERRUPTING.
    private boolean interrupted;

    /// @param outer the call inside of which this one is made
    OutsideCall(Thread thread, @Nullable OutsideCall outer) {
        this.thread = thread;
        this.outer = outer;
    }

    @Nullable OutsideCall outer() {
        return outer;
    }

    /// Interrupts the call; false, with nothing done, if it has ended.
    boolean interrupt() {
        if (!STATE.compareAndSet(this, State.OPEN, State.INTERRUPTING)) {
            return false; // the holder of the turn interrupts, and there is one: so it has ended
        }
        interrupted = true;
        thread.interrupt();
        state = State.OPEN;
        return true;
    }

    /// The call has ended; called by its thread.
    ///
    /// @return whether it was interrupted
    boolean end() {
        while (!STATE.compareAndSet(this, State.OPEN, State.ENDED)) {
            Thread.onSpinWait(); // for the length of one Thread.interrupt
        }
        return interrupted;
    }
}
