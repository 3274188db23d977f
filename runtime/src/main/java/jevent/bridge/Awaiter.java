package jevent.bridge;

import jevent.GreenletExit;
import jevent.Kills;
import jevent.Waiter;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A greenlet's wait for one element of a publisher, and for the publisher's end.
///
/// Subscriber, state and result are this one object; a source that is ready costs no other, no
/// atomic instruction and no wait.
///
/// ```text
///            await                    end, fail
///   OPEN ───────────▶ WAITING ────────────────────▶ SETTLED
///    │                   └── kill, timeout ──────▶ ABANDONED    upstream is cancelled; what comes
///    └─── end, fail: await will not wait ─────────▶ SETTLED      later is discarded or dropped
/// ```
///
/// *Kill, timeout, interrupt* cancel upstream, then the greenlet sees its error. For authors of
/// bridges; the thread that makes it is the one that waits.
public abstract class Awaiter<T> extends Upstream {

    private static final VarHandle STATE =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "state", VarHandle.class, Awaiter.class, Object.class);
    private static final VarHandle VALUE =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "value", VarHandle.class, Awaiter.class, Object.class);

    private static final Object SETTLED = new Object();
    private static final Object ABANDONED = new Object();

    private final Thread owner = Thread.currentThread();
    private final Object source;
    private final Pick pick;
    private final long mark = Kills.mark();

    /// Null when OPEN, the [Waiter], SETTLED or ABANDONED. Any thread, CAS; plain where the owner
    /// itself sends the signal, for then it does not wait.
    private volatile @Nullable Object state;

    /// Written by the signalling thread; taken by whoever delivers or discards it.
    private @Nullable Object value;

    /// Written before SETTLED.
    private @Nullable Throwable error;

    /// We end the wait, not the publisher: what it sends when it is cancelled does not count.
    /// Written by the signalling thread.
    private boolean closing;

    /// @param source what is awaited; its `toString` is shown in dumps
    /// @param pick which of its elements
    protected Awaiter(Object source, Pick pick) {
        this.source = source;
        this.pick = pick;
    }

    /// Refuses, by an exception that names the source, to wait on this thread; called if there is
    /// nothing ready.
    protected abstract void ensureMayWait(Object awaited);

    /// A value that nobody waits for any more: tells the library's hook.
    protected abstract void discard(T value);

    /// A value after the end: tells the library's hooks.
    protected abstract void dropValue(T value);

    /// Whether the caller is the thread that waits: then nobody can cancel at the same time.
    protected final boolean isHere() {
        return Thread.currentThread() == owner;
    }

    // ---- signals

    /// How many elements are requested.
    protected final long demand() {
        return pick.demand();
    }

    /// An element has come, the end not yet.
    protected final void item(T item) {
        if (item == null) {
            throw refused("onNext");
        }
        switch (pick) {
            case VALUE -> value(item);
            case FIRST -> first(item);
            case LAST -> last(item);
            case SINGLE -> single(item);
        }
    }

    /// As [#item] and [#end], of a source that has one element at most. Ready sources come by here:
    /// the first case is all that there is to them, and small enough to become part of the caller.
    protected final void only(T item) {
        if (isHere() && isExpected()) {
            value = item;
            STATE.set(this, SETTLED);
        } else {
            item(item);
            end();
        }
    }

    private boolean isExpected() {
        return state == null && value == null && !closing && hasArrived();
    }

    private void value(T item) {
        Object seen = state;
        if (seen == ABANDONED) {
            cancelIfAsked();
            discard(item);
        } else if (seen == SETTLED || closing || value != null) {
            dropValue(item);
        } else if (!hasArrived()) {
            discard(item);
            breach("onNext before onSubscribe");
        } else {
            keep(item);
        }
    }

    private void first(T item) {
        boolean open = isOpen();
        value(item);
        if (open && isOpen()) {
            closing = true;
            cancelUpstream();
            conclude();
        }
    }

    private void last(T item) {
        if (isOpen()) {
            discardKept();
        }
        value(item);
    }

    private void single(T item) {
        if (value != null && isOpen()) {
            discard(item);
            breach(pick.tooMany(source));
        } else {
            value(item);
        }
    }

    private boolean isOpen() {
        Object seen = state;
        return seen != SETTLED && seen != ABANDONED && !closing;
    }

    private void keep(T item) {
        if (isHere()) {
            value = item;
            return;
        }
        VALUE.setVolatile(this, item);
        if (state == ABANDONED) {
            discardKept();
        }
    }

    @SuppressWarnings("unchecked") // only keep() stores values
    private void discardKept() {
        Object kept = VALUE.getAndSet(this, null);
        if (kept != null) {
            discard((T) kept);
        }
    }

    /// The end has come.
    protected final void end() {
        if (!hasArrived()) {
            breach("onComplete before onSubscribe");
        } else if (!closing) {
            conclude();
        }
    }

    private void conclude() {
        if (!settle() && state == ABANDONED) {
            discardKept();
        }
    }

    /// The publisher has broken the rules: it is cancelled, and the wait fails.
    private void breach(String rule) {
        breach(Failures.violation(source, rule));
    }

    @Override
    protected final void breach(Throwable failure) {
        if (!isOpen()) {
            drop(failure);
            return;
        }
        closing = true;
        cancelUpstream();
        settle(failure);
    }

    /// The publisher has failed.
    protected final void error(Throwable error) {
        if (error == null) {
            throw refused("onError");
        }
        fail(unwrap(error));
        cancelIfArrivedTwice();
    }

    private void fail(Throwable failure) {
        if (!isOpen()) {
            drop(failure);
            return;
        }
        if (!hasArrived()) {
            cancelUpstream(); // should it arrive after all
        }
        settle(failure);
    }

    private void settle(Throwable failure) {
        error = failure;
        if (settle()) {
            discardKept();
        } else {
            drop(failure);
        }
    }

    /// Makes it SETTLED; false if it was over before.
    private boolean settle() {
        if (isHere()) {
            boolean open = state == null;
            if (open) {
                STATE.set(this, SETTLED);
            }
            return open;
        }
        while (true) {
            Object seen = state;
            if (seen == SETTLED || seen == ABANDONED) {
                return false;
            }
            if (STATE.compareAndSet(this, seen, SETTLED)) {
                return !(seen instanceof Waiter<?>) || wake(seen);
            }
        }
    }

    @SuppressWarnings("unchecked") // the only waiter is our own
    private static boolean wake(Object waiter) {
        return ((Waiter<@Nullable Void>) waiter).wake(null);
    }

    // ---- the greenlet

    /// Waits for the end. To be called once, after subscribing.
    ///
    /// @return the value; null if there was none
    protected final @Nullable T await() {
        if (state != SETTLED) {
            park(null);
        }
        return result();
    }

    /// As [#await()], until `deadline` at the latest.
    ///
    /// @throws jevent.Timeout after that; upstream is cancelled
    protected final @Nullable T await(Deadline deadline) {
        if (state != SETTLED) {
            park(deadline);
        }
        return result();
    }

    @SuppressWarnings("unchecked") // only keep() stores values
    private @Nullable T result() {
        throwSwallowedKill();
        if (error != null) {
            throw Failures.raiseAwaited(error, source);
        }
        return (T) value;
    }

    /// A kill that met the greenlet inside the source, where somebody's operator has caught it.
    private void throwSwallowedKill() {
        GreenletExit kill = Kills.since(mark);
        if (kill == null) {
            return;
        }
        discardKept();
        if (error != null && error != kill) {
            kill.addSuppressed(error);
        }
        throw kill;
    }

    private void park(@Nullable Deadline deadline) {
        try {
            ensureMayWait(source);
        } catch (Throwable e) {
            abandon();
            throw e;
        }
        var waiter = Waiter.<@Nullable Void>outside(source);
        if (STATE.compareAndSet(this, null, waiter)) {
            await(waiter, deadline);
        }
    }

    /// Whatever ends the wait too early, upstream is cancelled before anybody sees it.
    private void await(Waiter<@Nullable Void> waiter, @Nullable Deadline deadline) {
        try {
            if (deadline == null) {
                waiter.get();
            } else {
                deadline.await(waiter, source);
            }
        } catch (Throwable e) {
            abandon();
            throw e;
        }
    }

    private void abandon() {
        state = ABANDONED;
        cancelUpstream();
        discardKept();
    }
}
