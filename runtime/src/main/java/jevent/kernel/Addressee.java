package jevent.kernel;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A strand that other threads reach through the inbox of its scheduler. It is its own message, so
/// that a wake-up allocates nothing; signals that come before it is received are one message.
public abstract sealed class Addressee extends Strand permits FiberState {

    private static final VarHandle SIGNALS =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "signals", VarHandle.class, Addressee.class, int.class);

    /// Its wait is over.
    static final int WAKE = 1;

    /// The JDK has made its thread runnable.
    static final int SUBMIT = 2;

    /// Its thread was interrupted while it waited.
    static final int INTERRUPT = 4;

    /// It runs without the turn and wants it back.
    static final int RETURN = 8;

    final Scheduler scheduler;

    /// What other threads want of it; any thread, atomic.
    @SuppressWarnings("unused") // through SIGNALS
    private volatile int signals;

    Addressee(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    public final Scheduler scheduler() {
        return scheduler;
    }

    /// Any thread.
    final void signal(int signal) {
        if ((int) SIGNALS.getAndBitwiseOr(this, signal) == 0) {
            scheduler.send(this);
        }
    }

    @Override
    final void received() {
        received((int) SIGNALS.getAndSet(this, 0));
    }

    /// Handles a set of signals; the receiver holds the turn.
    abstract void received(int signals);
}
