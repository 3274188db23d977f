package jevent.kernel;

/// An error on its way into a fiber: a kill, a timeout, the verdict that a wait is hopeless.
///
/// ```text
///            the fiber waits on its hub: thrown there
///   PENDING ─────────────────────────────────────────────────────▶ DELIVERED
///     │  ▲                                                            ▲
///     │  └─ flag still set when the fiber is back: cleared            │
///     │ the fiber is parked in the JDK: interrupted                   │
///     ▼                       flag gone when the fiber is back        │
///   SENT ─────────────────────────────────────────────────────────────┘
/// ```
///
/// All but the construction: holder of the fiber's turn.
public final class Raised {

    private static final int THROUGH_ALL_SHIELDS = Integer.MAX_VALUE;

    private final Throwable error;

    /// How many shields it was made inside; each further one holds it back.
    private final int depth;

    /// Whether a JDK call is interrupted for it.
    private final boolean interrupts;

    /// Whether it ends the fiber as killed.
    private final boolean kill;

    private boolean sent;
    private boolean wasSent;

    private Raised(Throwable error, int depth, boolean interrupts, boolean kill) {
        this.error = error;
        this.depth = depth;
        this.interrupts = interrupts;
        this.kill = kill;
    }

    /// A request to end. Two that have not been delivered are one.
    public static Raised kill(Throwable exit) {
        return new Raised(exit, 0, true, true);
    }

    /// An error of somebody's choice, which the body may handle.
    public static Raised error(Throwable error) {
        return new Raised(error, 0, true, false);
    }

    /// The end of a time limit.
    ///
    /// @param depth how many shields it was started inside, see [Fiber#shieldDepth]
    public static Raised timeout(Throwable timeout, int depth, boolean interrupts) {
        return new Raised(timeout, depth, interrupts, false);
    }

    /// What ends a wait that could not end otherwise; no shield holds it back.
    public static Raised verdict(Throwable error) {
        return new Raised(error, THROUGH_ALL_SHIELDS, false, false);
    }

    public Throwable error() {
        return error;
    }

    boolean isKill() {
        return kill;
    }

    /// Whether it may be delivered inside so many shields.
    boolean passes(int shields) {
        return depth >= shields;
    }

    /// Whether a JDK call is to be interrupted for it now.
    boolean isToBeSent() {
        return interrupts && !sent;
    }

    boolean isSent() {
        return sent;
    }

    /// Whether a JDK call has ever been interrupted for it.
    public boolean wasSent() {
        return wasSent;
    }

    void send() {
        if (kill) {
            KillCount.next();
        }
        sent = true;
        wasSent = true;
    }

    /// The interrupt has not been seen by anybody, and was taken back.
    void unsend() {
        sent = false;
    }

    /// The fiber's thread turned out not to be in a call.
    void neverSent() {
        sent = false;
        wasSent = false;
    }

    @Override
    public String toString() {
        return error + (sent ? " [sent]" : "");
    }
}
