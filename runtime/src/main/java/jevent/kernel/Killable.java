package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Callable;

/// A fiber, as far as kills, timeouts and interrupts go: what is raised in it from outside, and the
/// interrupt flag of its thread.
///
/// A wait on the hub is ended by throwing, which [Fiber] does. A call of the JDK can only be ended
/// by `Thread.interrupt`, and what the call makes of that is its own affair. So an interrupt of
/// ours is *sent*, and when the fiber is back in our code, its flag says what became of it: gone,
/// it was seen, and that was the delivery; still set, it was not (or a wrapper has set it again),
/// and the error is thrown.
///
/// An interrupt by others, `Thread.interrupt`, is a request to kill; its flag is left as it is.
abstract sealed class Killable extends FiberState permits Fiber {

    /// Its interrupt flag is not set, as far as is known.
    private static final byte CLEAR = 0;

    /// It is set, and that is known.
    private static final byte KNOWN = 1;

    /// It is of an interrupt of ours that was taken back, while only its thread could have cleared
    /// it.
    private static final byte VOID = 2;

    /// Holder of the turn only.
    private byte flag;

    /// Holder of the turn only.
    private @Nullable Pending pending;

    Killable(Scheduler scheduler) {
        super(scheduler);
    }

    /// The thread that it runs on, from its first turn on.
    abstract Thread thread();

    /// Whether it has one; else it has not begun.
    boolean hasThread() {
        return true;
    }

    /// What the fiber waits for on its hub; null if it does not.
    public abstract @Nullable Blocker blockedOn();

    /// Ends the current wait without a wake-up, if it is `blocker` and still open.
    abstract boolean abandon(Blocker blocker);

    /// Interrupts the fiber's thread if it is in a JDK call that may be interrupted; else false.
    ///
    /// @param now whether to do so in any case, and not to look first how long the call takes
    abstract boolean interruptCall(boolean now);

    /// Gets the turn back for a fiber that runs without.
    public abstract void ensureTurn();

    // ---- raising

    /// Raises an error in the fiber; any thread. A finished fiber ignores it.
    public final void raise(Raised raised) {
        scheduler.run(() -> raiseHere(raised));
    }

    final void raiseHere(Raised raised) {
        if (isFinished() || !pending().add(raised, hasThread() && thread().isInterrupted())) {
            return;
        }
        if (raised.isKill()
                && pending().isFirstKill()
                && this instanceof Fiber fiber
                && !(fiber instanceof RootFiber)) { // a thread goes on after an interrupt
            Watchdog.killed(fiber);
        }
        Blocker blocker = blockedOn();
        if (blocker == null) {
            interruptForPending();
        } else if (pending().isDue(raised) && abandon(blocker)) {
            pending().endsWait(raised);
        }
    }

    final Pending pending() {
        Pending mine = pending;
        if (mine == null) {
            mine = new Pending();
            pending = mine;
        }
        return mine;
    }

    final Raised interruption() {
        return Raised.kill(scheduler.events().interruption());
    }

    /// Takes back an error that has not been delivered yet; holder of the turn.
    public final void retract(Raised raised) {
        if (pending == null || !pending.retract(raised) || !raised.isSent()) {
            return;
        }
        if (hasThread() && thread() == Thread.currentThread()) {
            takeFlag();
        } else {
            flag = VOID;
        }
    }

    /// Forgets all that has not been delivered; called by the fiber itself.
    public final void retractAll() {
        if (pending != null) {
            pending.clear();
        }
        takeFlag();
    }

    /// What was raised in it; null while nothing has been.
    final @Nullable Pending pendingOrNull() {
        return pending;
    }

    /// If the fiber is parked in the JDK, where nothing can be thrown at it, interrupts it for the
    /// first thing that is to be delivered. Where it is not, it finds that at its next wait on the
    /// hub, or this is called again when it parks.
    final void interruptForPending() {
        interruptForPending(false);
    }

    final void interruptForPending(boolean now) {
        Raised next = pending == null ? null : pending.toBeSent();
        if (next == null || !hasThread() || thread().isInterrupted()) {
            return;
        }
        byte before = flag;
        next.send(); // before the interrupt, which the fiber may see at once (BATON)
        flag = KNOWN;
        if (!interruptCall(now)) {
            next.neverSent();
            flag = before;
        }
    }

    // ---- delivery; called by the fiber itself

    /// Throws what is due.
    final void throwDue() {
        Raised due = due();
        if (due != null) {
            throw deliver(due);
        }
    }

    final @Nullable Raised due() {
        return pending == null ? null : pending.due();
    }

    /// What has ended the wait that is over now; null if it was its wake-up.
    final @Nullable Raised endsWait() {
        return pending == null ? null : pending.endsWait();
    }

    final RuntimeException deliver(Raised raised) {
        pending().delivered(raised);
        return sneak(scheduler.events().delivered(raised.error()));
    }

    /// Throws an error in the fiber that calls this.
    public final RuntimeException deliverNow(Raised raised) {
        return deliver(raised);
    }

    /// The fiber is back in our code: what has its interrupt flag to say?
    final void lookAtFlag() {
        if (flag == VOID || (pending != null && pending.isAnySent())) {
            settleSent();
        }
        if (!thread().isInterrupted()) {
            flag = CLEAR;
        } else if (flag == CLEAR) {
            flag = KNOWN;
            holdFlag();
            raiseHere(interruption());
        }
    }

    private void settleSent() {
        if (!takeFlag() && pending != null) {
            pending.sentAreDelivered();
        }
    }

    /// Whether its interrupt flag is set, for all that is known: parking would be in vain.
    final boolean isFlagKnown() {
        return flag != CLEAR;
    }

    /// Its flag has been cleared by itself.
    final void flagIsCleared() {
        flag = CLEAR;
    }

    /// Clears the flag, so that what it was to tell has to be thrown; false if it was not set.
    private boolean takeFlag() {
        boolean set = Thread.interrupted();
        flag = CLEAR;
        if (set && pending != null) {
            pending.unsend();
        }
        return set;
    }

    // ---- a JDK call that is known to be one

    /// It has returned a value, which is kept. What it was interrupted for is thrown at the next
    /// wait.
    final void callReturned() {
        if (pending != null && pending.isAnySent()) {
            takeFlag();
            pending.unsend();
        }
    }

    /// What it has failed with, in truth: if it was interrupted, what it was interrupted for.
    final Throwable behind(Throwable error) {
        Raised sent = pending == null ? null : pending.firstSent();
        if (sent == null || pending == null || error == pending.lastDelivered()) {
            callReturned();
            return error;
        }
        takeFlag();
        pending().unsend();
        pending().delivered(sent);
        if (error != sent.error()) {
            sent.error().addSuppressed(error);
        }
        return scheduler.events().delivered(sent.error());
    }

    // ---- what was delivered

    /// The body has thrown: whatever a JDK call was interrupted for has reached it, though a driver
    /// may have set the flag again.
    ///
    /// @return the first error of those, or null
    public final @Nullable Throwable settleEnd() {
        return pending == null ? null : pending.settleEnd();
    }

    /// The kill that the body's end by `error` is the consequence of; null if none was delivered.
    public final @Nullable Throwable killBehind(Throwable error) {
        return pending == null ? null : pending.killBehind(error);
    }

    /// The last request that was delivered, or null.
    public final @Nullable Raised lastRaised() {
        return pending == null ? null : pending.lastRaised();
    }

    /// The wait that `delivered` has ended has a result all the same: it is thrown at the next one
    /// instead, unless it is taken back. Called by the fiber itself.
    public final void raiseAgain(Raised delivered) {
        pending().again(delivered);
    }

    /// The last kill that has reached it since [KillCount] was `number`; null if none has. Called
    /// by the fiber itself.
    public final @Nullable Throwable killSince(long number) {
        ensureTurn();
        lookAtFlag(); // an interrupt that a JDK call has seen was one
        return pending == null ? null : pending.killSince(number);
    }

    /// Keeps what is to be said of it should it fail; the last one counts.
    public final void remark(Object remark) {
        pending().remark(remark);
    }

    /// What was kept, or null.
    public final @Nullable Object remark() {
        return pending == null ? null : pending.remark();
    }

    // ---- shields

    /// How many shields the fiber is inside of.
    public final int shieldDepth() {
        return pending == null ? 0 : pending.shields();
    }

    /// Runs `body` while what was raised from outside of it is held back.
    public final <T extends @Nullable Object> T shielded(Callable<? extends T> body)
            throws Exception {
        ensureTurn();
        lookAtFlag();
        pending().enterShield();
        holdFlag();
        try {
            return body.call();
        } finally {
            ensureTurn();
            lookAtFlag();
            if (pending().leaveShield()) {
                setFlagAgain();
            }
        }
    }

    /// Inside a shield: keeps the flag of a foreign interrupt from the body.
    private void holdFlag() {
        if (thread().isInterrupted() && pending != null && pending.holdFlag()) {
            takeFlag();
        }
    }

    /// A foreign interrupt has been passed on, and its flag is cleared: sets it again, now or when
    /// the shield is over.
    final void keepInterrupt() {
        if (pending == null || !pending.holdFlag()) {
            setFlagAgain();
        }
    }

    private void setFlagAgain() {
        flag = KNOWN;
        thread().interrupt();
    }
}
