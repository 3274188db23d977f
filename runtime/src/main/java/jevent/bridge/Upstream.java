package jevent.bridge;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The way back to a publisher: requests and one cancellation, never two calls at a time.
///
/// ```text
///             arrive            request
///   ABSENT ───────────▶ IDLE ─────────────▶ BUSY      one thread is inside the publisher's request
///     │                  │ ▲                │  │
///     │ cancel           │ └── it returned ─┘  │ cancel by another thread
///     │                  │ cancel              ▼
///     │                  │                  CANCELLING
///     │                  ▼                     │ at the busy thread's next signal, or its return
///     └─────────────▶ CANCELLED ◀──────────────┘
///        a late arrival is refused: the caller cancels it
/// ```
///
/// Invariants
///
/// 1. `doRequest` and `doCancel` do not overlap, except that a signal sent from inside `doRequest`
///    may cancel there and then.
/// 2. `doCancel` is called once at most, and no `doRequest` after it.
/// 3. What is requested while BUSY is not lost: the busy thread passes it on.
///
/// For authors of bridges.
public abstract class Upstream {

    private static final VarHandle PHASE =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "phase", VarHandle.class, Upstream.class, Phase.class);
    private static final VarHandle OWED =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "owed", VarHandle.class, Upstream.class, long.class);

    private enum Phase {
        ABSENT,
        IDLE,
        BUSY,
        CANCELLING,
        CANCELLED
    }

    /// Any thread, CAS.
    private volatile Phase phase;

    /// Requested while BUSY and not passed on yet; any thread, atomic.
    private volatile long owed;

    /// Written by the busy thread, and only compared with the reader itself.
    private @Nullable Thread busy;

    /// Written by the thread that signals.
    private boolean arrivedTwice;

    /// The first write is a plain one: it costs no fence, and nobody sees this object yet.
    @SuppressWarnings({"NullAway.Init", "this-escape"})
    protected Upstream() {
        PHASE.set(this, Phase.ABSENT);
    }

    /// Calls the publisher's `request`.
    protected abstract void doRequest(long n);

    /// Calls the publisher's `cancel`.
    protected abstract void doCancel();

    /// The publisher has broken the rules, or its `request` threw: it is cancelled, and the wait
    /// fails with that.
    protected abstract void breach(Throwable error);

    /// What the library has wrapped an error in is taken off.
    protected Throwable unwrap(Throwable error) {
        return Failures.unwrap(error);
    }

    /// An error that nobody waits for any more: tells the library's hook.
    protected abstract void drop(Throwable error);

    /// Answers a null, which no signal may carry; to be thrown.
    protected final NullPointerException refused(String signal) {
        var refusal = Failures.nullSignal(signal);
        breach(refusal);
        return refusal;
    }

    // ---- onSubscribe

    /// The publisher has called `onSubscribe`; the subscription must be stored before.
    ///
    /// @return false if it is not wanted, late or a second one: the caller cancels it
    protected final boolean arrive() {
        return PHASE.compareAndSet(this, Phase.ABSENT, Phase.IDLE);
    }

    /// As [#arrive], where nobody can cancel at the same time; costs nothing.
    protected final boolean arriveAlone() {
        if (PHASE.get(this) != Phase.ABSENT) {
            return false;
        }
        PHASE.set(this, Phase.IDLE);
        return true;
    }

    /// A second subscription has come, which the caller cancels. An error that follows may be its
    /// own: so Reactor tells of a source that threw in `subscribe` after its `onSubscribe`. Then
    /// the first one is cancelled as well.
    protected final void arriveTwice() {
        arrivedTwice = true;
    }

    /// For every error signal, after the error is known.
    final void cancelIfArrivedTwice() {
        if (arrivedTwice) {
            cancelUpstream();
        }
    }

    protected final boolean hasArrived() {
        Phase seen = phase;
        return seen != Phase.ABSENT;
    }

    /// Whether it is cancelled or about to be.
    protected final boolean isCancelled() {
        return phase.compareTo(Phase.CANCELLING) >= 0;
    }

    // ---- request

    /// Requests `n` more, or leaves that to the thread that is requesting right now.
    protected final void request(long n) {
        if (PHASE.compareAndSet(this, Phase.IDLE, Phase.BUSY)) {
            call(n);
        } else {
            Demand.add(OWED, this, n);
        }
        while (owed > 0 && PHASE.compareAndSet(this, Phase.IDLE, Phase.BUSY)) {
            call((long) OWED.getAndSet(this, 0L));
        }
    }

    private void call(long n) {
        busy = Thread.currentThread();
        try {
            if (n > 0) {
                doRequest(n);
            }
        } catch (Throwable e) {
            breach(e);
        }
        busy = null;
        if (!PHASE.compareAndSet(this, Phase.BUSY, Phase.IDLE)) {
            cancelAsAsked();
        }
    }

    // ---- cancel

    /// Cancels, now or as soon as the thread that is requesting allows it. Idempotent; any thread.
    protected final void cancelUpstream() {
        while (true) {
            Phase seen = phase;
            switch (seen) {
                case ABSENT -> {
                    if (PHASE.compareAndSet(this, seen, Phase.CANCELLED)) {
                        return;
                    }
                }
                case IDLE -> {
                    if (PHASE.compareAndSet(this, seen, Phase.CANCELLED)) {
                        cancelNow();
                        return;
                    }
                }
                case BUSY -> {
                    if (PHASE.compareAndSet(this, seen, Phase.CANCELLING)) {
                        cancelIfAsked();
                        return;
                    }
                }
                case CANCELLING, CANCELLED -> {
                    return;
                }
            }
        }
    }

    /// For every signal: a cancellation that had to wait for this very thread takes place.
    protected final void cancelIfAsked() {
        if (phase == Phase.CANCELLING && busy == Thread.currentThread()) {
            cancelAsAsked();
        }
    }

    private void cancelAsAsked() {
        if (PHASE.compareAndSet(this, Phase.CANCELLING, Phase.CANCELLED)) {
            cancelNow();
        }
    }

    private void cancelNow() {
        try {
            doCancel();
        } catch (Throwable e) {
            drop(e);
        }
    }
}
