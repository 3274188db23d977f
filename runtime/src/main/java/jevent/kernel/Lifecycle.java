package jevent.kernel;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// How far a hub has come in its life: one field, and one table of steps.
///
/// ```text
///   OPEN ────close, host lost───▶ CLOSING ──first look──▶ GRACE
///                                    │                      │ the grace is over: kill all
///                                    │ no grace             ▼
///                                    └───────────────────▶ KILLED ◀─┐ 5 s are over:
///                                                           │   └───┘ kill the newcomers
///                                                           │ 5 s are over: report survivors
///                                                           ▼
///                                                       ABANDONED
///
///   GRACE, KILLED, ABANDONED ──last greenlet ends──▶ STOPPING
///   OPEN, CLOSING, GRACE, KILLED, ABANDONED ──errors are all that comes──▶ STOPPING
///
///   STOPPING ──last callback has run──▶ TIDYING ──loop closed──▶ STOPPED ──driver left──▶ TERMINATED
///                                          └───errors are all that comes───────────────────▲
/// ```
///
/// Invariants:
///
/// - A hub never goes back: each step leads to a later state.
/// - Any thread may take the step from `OPEN` to `CLOSING`; all others are taken by the holder of
///   the turn, or, `TERMINATED`, by who drove last. A step is one CAS, since a hub that breaks and
///   a thread that closes it may meet. Of several that ask for a step one takes it; the others get
///   false, and do nothing.
/// - From `CLOSING` on no greenlet begins that the outside asks for; links of those that end still
///   do, until `STOPPING`.
/// - From `STOPPING` on only the loop fiber has turns, and from `STOPPED` on nobody.
/// - A callback that was taken before `TIDYING` has run, or the hub broke.
/// - Who sends something to a hub that is `TERMINATED` handles it itself.
public final class Lifecycle {

    /// In the order in which a hub goes through them.
    public enum State {
        /// Takes work.
        OPEN,
        /// Refuses work; nobody has had the turn since that was decided.
        CLOSING,
        /// The greenlets may end by themselves.
        GRACE,
        /// All greenlets have been killed, and clean up.
        KILLED,
        /// Some ignore their kill, were reported, and go on being driven.
        ABANDONED,
        /// No greenlet is left; callbacks still run.
        STOPPING,
        /// No callback runs any more; the loop gives back what it has of the system.
        TIDYING,
        /// The loop fiber has ended; its driver is about to leave.
        STOPPED,
        /// Nobody drives any more.
        TERMINATED;

        /// The table of steps.
        boolean leadsTo(State next) {
            return switch (this) {
                case OPEN -> next == CLOSING || next == STOPPING;
                case CLOSING -> next == GRACE || next == KILLED || next == STOPPING;
                case GRACE -> next == KILLED || next == STOPPING;
                case KILLED -> next == ABANDONED || next == STOPPING;
                case ABANDONED -> next == STOPPING;
                case STOPPING -> next == TIDYING;
                case TIDYING -> next == STOPPED || next == TERMINATED;
                case STOPPED -> next == TERMINATED;
                case TERMINATED -> false;
            };
        }
    }

    private static final VarHandle STATE =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "state", VarHandle.class, Lifecycle.class, State.class);

    /// Any thread, CAS.
    private volatile State state = State.OPEN;

    /// Takes a step; false if it does not lead on from where the hub is: then nothing changes.
    public boolean enter(State next) {
        State now;
        do {
            now = state;
            if (!now.leadsTo(next)) {
                return false;
            }
        } while (!STATE.compareAndSet(this, now, next));
        return true;
    }

    public State state() {
        return state;
    }

    private boolean hasReached(State milestone) {
        return state.compareTo(milestone) >= 0;
    }

    /// Whether greenlets that the outside asks for are refused.
    public boolean refusesWork() {
        return state != State.OPEN;
    }

    /// Whether the hub stops as soon as no greenlet is left.
    public boolean isDraining() {
        return hasReached(State.GRACE) && !isStopping();
    }

    /// Whether what would begin now has no time left to clean up.
    public boolean isGraceOver() {
        return hasReached(State.KILLED);
    }

    /// Whether no greenlet has a turn any more: what becomes ready now never runs.
    public boolean isStopping() {
        return hasReached(State.STOPPING);
    }

    /// Whether a callback that comes now will run.
    public boolean takesCallbacks() {
        return !hasReached(State.TIDYING);
    }

    /// Whether nothing is left to be driven.
    public boolean isStopped() {
        return hasReached(State.STOPPED);
    }

    /// Whether nobody will drive again.
    public boolean isTerminated() {
        return state == State.TERMINATED;
    }

    @Override
    public String toString() {
        return state.toString();
    }
}
