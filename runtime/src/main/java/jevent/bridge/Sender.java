package jevent.bridge;

import jevent.Green;
import jevent.GreenletExit;
import jevent.Kills;
import jevent.Timeout;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// A greenlet that sends elements to one subscriber, at the pace at which that asks for them.
///
/// Users know it as their `jevent.flow.Emitter`, which bridges extend by their libraries'
/// subscription: that calls [#grant] when the subscriber requests, and [#abandon] when it cancels.
/// Signals never overlap, whoever sends.
public abstract class Sender<T> extends Errand {

    /// How many elements are sent without a wait before others have a turn.
    private static final int TURN = 1024;

    private static final VarHandle REQUESTED =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "requested", VarHandle.class, Sender.class, long.class);

    private final Turnstile turnstile = new Turnstile();

    /// Asked for and not yet taken over into [#granted]; any thread, atomic.
    private volatile long requested;

    /// Rings when the subscriber has asked for more.
    private final Notify demand = new Notify();

    /// The thread of the body's greenlet; written by that. It may be another one's afterwards,
    /// which then finds that all is over.
    private @Nullable Thread owner;

    // On the hub only.

    /// How many may be sent before anything is to be looked at.
    private long granted;

    /// Asked for beyond that.
    private long reserve;

    /// How many have been granted since others had a turn.
    private int sinceTurn;

    /// Another greenlet than the body's is sending. Written on the hub; read by a thread that has
    /// just cancelled. If that misses it, the greenlet has not looked yet whether it is over.
    private boolean guestInside;

    protected Sender() {}

    // ---- what a bridge supplies

    /// Runs the body.
    protected abstract void body() throws Exception;

    /// Calls the subscriber's `onNext`.
    protected abstract void emit(T item);

    /// Calls the subscriber's `onComplete`.
    protected abstract void complete();

    /// An element that nobody will take: tells the library's hook, if it has one.
    protected void discard(T item) {}

    /// As [#discard], of an item that somebody has handed over for good and that nobody can have
    /// now: a library without a hook for elements should say so by the one for errors.
    protected void discardTaken(T item, Object source) {
        discard(item);
    }

    /// Several errors as one, if the library has such.
    protected Throwable together(List<Throwable> errors) {
        errors.subList(1, errors.size()).forEach(this::drop);
        return errors.getFirst();
    }

    /// Runs what another greenlet does for this stream, in the surroundings that the body has.
    protected void surround(Runnable work) {
        work.run();
    }

    // ---- the subscriber's side

    /// The subscriber asks for `n` more, at least one; any thread.
    protected final void grant(long n) {
        if (Thread.currentThread() == owner && !guestInside) { // a guest may be waiting for this
            reserve = Demand.sum(reserve, n);
            return;
        }
        Demand.add(REQUESTED, this, n);
        demand.wake();
    }

    // ---- the greenlet's side

    @Override
    protected final void work() throws Throwable {
        Thread me = Thread.currentThread();
        owner = me;
        try {
            body();
        } catch (Throwable e) {
            awaitGuestsAnyway(me);
            throw e;
        }
        awaitGuests(me);
        if (finish()) {
            complete();
        }
    }

    /// Signals must not overlap: greenlets that are sending, or in line to send, go first.
    private void awaitGuests(Thread me) {
        turnstile.enter(me);
        turnstile.leave();
    }

    /// As the other, after a failure of the body: that outweighs a kill while we wait.
    private void awaitGuestsAnyway(Thread me) {
        try {
            awaitGuests(me);
        } catch (GreenletExit | Timeout outweighed) {
            // the greenlet ends now in any case
        }
    }

    /// Hands an element to the subscriber; waits while that has asked for none. Where it never has
    /// to wait, the other greenlets of the hub get a turn every 1,024 elements.
    ///
    /// What the subscriber throws is thrown here, and told to the library's hook; it gets no more,
    /// and no kill follows if this is the body's own greenlet. If it is another, the body is
    /// killed.
    ///
    /// @throws NullPointerException for null, which no stream can carry; the stream goes on
    /// @throws GreenletExit if the subscriber has cancelled
    /// @throws IllegalStateException if the body has returned
    public final void send(T item) {
        Objects.requireNonNull(item, "no stream carries null");
        Thread me = Thread.currentThread();
        if (me == owner || Home.isOn(hub())) {
            giveTurnIfDue();
            passHere(me, item);
        } else {
            Envoy.send(this, item);
        }
    }

    /// Looks only when nothing is granted any more: each grant ends where others have a turn.
    private void giveTurnIfDue() {
        if (granted == 0 && sinceTurn >= TURN) {
            sinceTurn = 0;
            Green.yieldNow();
        }
    }

    /// Grants what has been asked for, as far as it goes before others have a turn.
    private void takeOver() {
        if (requested != 0) {
            reserve = Demand.sum(reserve, (long) REQUESTED.getAndSet(this, 0L));
        }
        if (sinceTurn >= TURN) { // by others than `send`, who do not give a turn
            sinceTurn = 0;
        }
        granted = Math.min(reserve, TURN - sinceTurn);
        sinceTurn += (int) granted;
        if (reserve != Long.MAX_VALUE) {
            reserve -= granted;
        }
    }

    /// Hands an element to the subscriber if that has asked for one and nobody else is sending;
    /// never waits.
    ///
    /// @return whether the subscriber has got it
    /// @throws GreenletExit if the subscriber has cancelled
    /// @throws IllegalStateException if the body has returned, or outside its hub
    public final boolean trySend(T item) {
        Objects.requireNonNull(item, "no stream carries null");
        ensureOnHub("trySend");
        if (turnstile.isTaken()) {
            return false;
        }
        ensureWanted();
        if (granted == 0) {
            takeOver();
        }
        if (granted == 0) {
            return false;
        }
        passHere(Thread.currentThread(), item);
        return true;
    }

    /// Waits until the subscriber has asked for an element, so that the next [#send] does not wait:
    /// for those who take an element from somewhere only when it is wanted.
    ///
    /// @throws GreenletExit if the subscriber has cancelled
    /// @throws IllegalStateException if the body has returned, or outside its hub
    public final void awaitDemand() {
        ensureOnHub("awaitDemand");
        giveTurnIfDue();
        Thread me = Thread.currentThread();
        turnstile.enter(me);
        boolean guest = me != owner;
        guestInside = guest;
        try {
            awaitGrant();
        } finally {
            guestInside = false;
            turnstile.leave();
        }
    }

    private void ensureOnHub(String what) {
        if (!Home.isOn(hub())) {
            throw new IllegalStateException(
                    what
                            + " of "
                            + this
                            + " is for greenlets of "
                            + hub()
                            + ": others use send, which waits its turn, or put into a queue that"
                            + " the body gets from");
        }
    }

    private void passHere(Thread me, T item) {
        if (me == owner) {
            pass(me, item);
        } else {
            sendAsGuest(me, () -> item);
        }
    }

    /// As [#send], for another greenlet of the hub than the body's, of what there is when the
    /// subscriber takes it; null if there is nothing any more.
    final void sendAsGuest(Thread me, Supplier<? extends @Nullable T> source) {
        turnstile.enter(me);
        guestInside = true;
        try {
            awaitGrant();
            T item = source.get();
            if (item != null) {
                granted--;
                deliver(item);
            }
        } finally {
            guestInside = false;
            turnstile.leave();
        }
    }

    private void pass(Thread me, T item) {
        turnstile.enter(me);
        try {
            awaitGrant();
            granted--;
            deliver(item);
        } finally {
            turnstile.leave();
        }
    }

    /// Sends an item that was taken after [#awaitDemand], without another wait; the body's own
    /// greenlet.
    ///
    /// @return false if the subscriber has cancelled meanwhile: the item is still the caller's
    final boolean sendTaken(T item) {
        turnstile.enter(Thread.currentThread());
        try {
            if (isOver()) {
                return false;
            }
            granted--;
            deliver(item);
            return true;
        } finally {
            turnstile.leave();
        }
    }

    private void awaitGrant() {
        if (granted == 0 || isOver()) {
            starve();
        }
    }

    private void deliver(T item) {
        long mark = Kills.mark();
        try {
            emit(item);
        } catch (Throwable e) {
            broken(e);
            throw e;
        }
        GreenletExit swallowed = Kills.since(mark);
        if (swallowed != null) {
            throw swallowed;
        }
    }

    /// A subscriber that throws is treated as one that has cancelled: it gets no more. The body's
    /// greenlet sees what was thrown, and that only; if a guest sees it, the body is killed.
    private void broken(Throwable thrown) {
        tellOfBroken(thrown);
        if (Thread.currentThread() != owner) {
            abandon();
        } else if (!giveUp() && !isOwnKill(thrown)) {
            takeKill();
        }
    }

    /// The subscriber has cancelled and thrown: the kill is delivered here, or it would hit the
    /// body's clean-up, and that only if it came in time.
    private void takeKill() {
        try {
            awaitKill(true);
        } catch (GreenletExit e) {
            if (!isOwnKill(e)) {
                throw e;
            }
        }
    }

    private void starve() {
        ensureWanted();
        takeOver();
        while (granted == 0) {
            if (demand.await(this, this::hasChanged)) {
                sinceTurn = 0;
            }
            ensureWanted();
            takeOver();
        }
    }

    private boolean hasChanged() {
        return requested != 0 || isOver();
    }

    /// Asks first whether it is over: then how it ended does not change under our eyes.
    private void ensureWanted() {
        if (isOver()) {
            if (isAbandoned()) {
                awaitKill(Thread.currentThread() == owner);
                throw new GreenletExit("the subscriber has cancelled");
            }
            throw new IllegalStateException(
                    "the body of " + this + " has returned: nothing can be sent any more");
        }
    }

    /// The greenlet sees its kill once: here, unless it has seen it before.
    private void awaitKill(boolean own) {
        while (own && !isKillSent()) {
            Green.yieldNow();
        }
        if (own) {
            Green.yieldNow();
        }
    }

    @Override
    protected final void abandoned() {
        if (guestInside) {
            demand.wake();
        }
    }
}
