package jevent.kernel;

/// Where a [Fiber] stands. Holder of the turn only, but what the fiber does itself without it.
///
/// ```text
///         start          its turn              begins, or returns
///   NEW ─────────▶ WOKEN ─────────▶ RESUMED ──────────────────────▶ RUNNING ──▶ FINISHED
///                  ▲ ▲ ▲               ▲                            │ │ │ ▲
///                  │ │ └─ yields ──────┼────────────────────────────┘ │ │ │ the JDK has
///                  │ │                 │                              │ │ │ brought it back
///                  │ └─ asks for it ───┼───────── OUTSIDE ◀───────────┘ │ │
///   wake, abandon  │                   │             │   leaves the turn,│
///                  │    the loop's turn│             │   or loses it     │
///                  └───────────────────┴── BLOCKED ◀─┼──────── waits ───┘ │
///                                                    └────────────────────┘
/// ```
///
/// RUNNING is also one that is parked in a call of the JDK: only the JDK knows about that. It makes
/// the fiber's thread runnable again whenever it likes, in any state, which puts the fiber into the
/// ready queue and changes nothing here.
///
/// Invariants
///
/// 1. A fiber is in the ready queue at most once. A WOKEN one is in it.
/// 2. A wake-up of one that does not wait yet is kept, as a *permit*: the wait that it is about to
///    begin is over already. It may come from the fiber itself, from others while the fiber is
///    outside the turn, or while the JDK has parked it on its way into the wait.
///
/// (The JDK's `VirtualThread` is made like this.)
abstract sealed class FiberState extends Addressee permits Killable {

    // Bytes, not an enum: there may be a million fibers.
    private static final byte NEW = 0;
    private static final byte RUNNING = 1;
    private static final byte BLOCKED = 2;
    private static final byte WOKEN = 3;
    private static final byte RESUMED = 4;
    private static final byte OUTSIDE = 5;
    private static final byte FINISHED = 6;

    private byte state;

    /// The wait that it is about to begin is over already.
    private boolean permit;

    FiberState(Scheduler scheduler) {
        super(scheduler);
    }

    // ---- questions

    public final boolean isFinished() {
        return state == FINISHED;
    }

    /// Whether its wait is over and it has the turn for that.
    final boolean isResumed() {
        return state == RESUMED;
    }

    /// Whether its wait is over, and it has queued up or has its turn for that.
    final boolean isWaitOver() {
        return state == WOKEN || state == RESUMED;
    }

    /// Whether it runs without the turn, so that somebody else may have it.
    final boolean isOutside() {
        return state == OUTSIDE;
    }

    /// Whether its own code runs, or a call that it has made.
    final boolean isUnderWay() {
        return state == RUNNING || state == OUTSIDE;
    }

    // ---- transitions

    /// Ends its wait, or leaves a permit to one that does not wait yet: it has a turn, or will ask
    /// for one, or the JDK will.
    ///
    /// @return whether it has to queue up
    final boolean takesWakeUp() {
        boolean waits = state == BLOCKED || state == NEW;
        if (waits) {
            state = WOKEN;
        } else {
            permit = true;
        }
        return waits;
    }

    /// Whether the wait that it is about to begin is over; true once.
    final boolean takePermit() {
        boolean had = permit;
        permit = false;
        return had;
    }

    final void becomeBlocked() {
        state = BLOCKED;
    }

    /// It queues up by itself.
    final void becomeWoken() {
        state = WOKEN;
    }

    /// Its turn has come. One that the JDK has made runnable goes on where it is.
    final void turnComes() {
        if (state == WOKEN) {
            state = RESUMED;
        }
    }

    /// It gets a turn without having queued up.
    final void becomeResumed() {
        state = RESUMED;
    }

    /// It begins, or is back from its wait.
    final void becomeRunning() {
        state = RUNNING;
    }

    /// It goes on without the turn.
    final void becomeOutside() {
        if (state == RUNNING) {
            state = OUTSIDE;
        }
    }

    /// It has the turn.
    final void becomeInside() {
        if (state == OUTSIDE) {
            state = RUNNING;
        }
    }

    final void becomeFinished() {
        state = FINISHED;
    }
}
