package jevent.bridge;

import jevent.ConcurrentUse;
import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.Kills;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.LongSupplier;

/// One pass of one greenlet over what a publisher sends.
///
/// Users know it as their `jevent.flow.Iteration`, which bridges extend by their libraries'
/// subscriber: that forwards the signals to [#open], [#item], [#end] and [#error(Throwable)].
public abstract class Receiver<T> extends Inflow<T> implements Iterable<T>, AutoCloseable {

    private static final int TURN = 1024;

    /// The thread that iterates; null before the beginning. Written by that thread.
    private @Nullable Thread owner;

    // The owner only.
    private @Nullable T next;
    private int limit;
    private int taken;
    private int sinceTurn;
    private boolean requests;
    private boolean fused;
    private @Nullable Tie tie;
    private @Nullable LongSupplier pace;

    private final @Nullable Throwable made;

    /// @param source what is iterated; its `toString` is shown in dumps
    /// @param prefetch how many elements to request ahead; `Integer.MAX_VALUE` is without end
    protected Receiver(Object source, int prefetch) {
        super(source, prefetch);
        if (prefetch < 1) {
            throw new IllegalArgumentException(
                    "a prefetch of " + prefetch + " never gets an element: use 1 or more");
        }
        made = Trace.madeHere(source);
        requests = prefetch != Integer.MAX_VALUE;
        limit = requests ? Math.min(Demand.replenishAfter(prefetch), TURN) : TURN;
    }

    /// Subscribes this to the publisher.
    protected abstract void subscribe();

    /// Refuses, by an exception, to wait on this thread.
    protected abstract void ensureMayWait();

    /// What a fused source that could not be asked any more has thrown, as the library wants it
    /// seen.
    protected abstract Throwable fusedFailure(Throwable error);

    @Override
    protected final boolean isHere() {
        return Thread.currentThread() == owner;
    }

    /// As the other, where the greenlet polls the source itself: only on the thread that iterates.
    @Override
    protected final void open(Supply<T> source) {
        fused = true;
        requests = false;
        limit = TURN;
        super.open(source);
    }

    /// Instead of the rule for replenishing: when there is none to take, as many are requested as
    /// `owed` says. When more is owed, call [#wake].
    final void paceBy(LongSupplier owed) {
        pace = owed;
        requests = false;
        limit = TURN;
    }

    // ---- the loop

    /// The elements, once: there is one pass.
    ///
    /// @throws IllegalStateException if it has been called before
    @Override
    public final Iterator<T> iterator() {
        if (owner != null) {
            throw new IllegalStateException(
                    this + " is one pass and has begun: make a second iteration for a second pass");
        }
        owner = Thread.currentThread();
        tie = Tie.ofCurrent(this::ownerEnded);
        if (!isClosed()) {
            long mark = Kills.mark();
            subscribe();
            throwSwallowedKill(mark);
        }
        return new Cursor();
    }

    private final class Cursor implements Iterator<T> {

        @Override
        public boolean hasNext() {
            return next != null || fetch();
        }

        @Override
        public T next() {
            T item = next;
            if (item == null) {
                if (!fetch()) {
                    throw new NoSuchElementException("the iteration has ended");
                }
                item = next;
            }
            next = null;
            return Objects.requireNonNull(item);
        }
    }

    private boolean fetch() {
        if (taken == limit) {
            goOn();
        }
        Supply<T> from = supply();
        return (from != null && !isClosed() && take(from)) || awaitNext();
    }

    private boolean take(Supply<T> from) {
        return fused ? takeForeign(from) : takeNext(from);
    }

    /// The publisher's own code runs in this greenlet.
    private boolean takeForeign(Supply<T> from) {
        long mark = Kills.mark();
        boolean found = takeNext(from);
        throwSwallowedKill(mark);
        return found;
    }

    private boolean takeNext(Supply<T> from) {
        T item;
        try {
            item = from.poll();
        } catch (Throwable e) {
            exhausted();
            breach(fusedFailure(e));
            return false;
        }
        if (item == null) {
            return false;
        }
        taken++;
        next = item;
        return true;
    }

    /// A good part of the elements is consumed: requests as many again, and lets the others run.
    private void goOn() {
        taken = 0;
        sinceTurn += limit;
        if (requests && !isEnded()) {
            requestHere(limit);
        }
        if (sinceTurn >= TURN) {
            sinceTurn = 0;
            giveTurn();
        }
    }

    private void giveTurn() {
        if (Hub.currentOrNull() == null) {
            return; // a thread without greenlets
        }
        try {
            Green.yieldNow();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private boolean awaitNext() {
        ensureOwner();
        while (true) {
            boolean last = isEnded(); // first this, then the look at the elements
            Supply<T> from = supply();
            if (isClosed()) {
                release();
                return false;
            }
            if (from != null && take(from)) {
                return true;
            }
            if (last) {
                release();
                throwError();
                return false;
            }
            if (fused && !isEnded()) {
                exhausted();
                end();
            } else if (!fused && !requestOwed()) {
                await();
            }
        }
    }

    private boolean requestOwed() {
        long owed = pace == null || isEnded() ? 0 : pace.getAsLong();
        if (owed > 0) {
            requestHere(owed);
        }
        return owed > 0;
    }

    private void requestHere(long n) {
        long mark = Kills.mark();
        request(n);
        throwSwallowedKill(mark);
    }

    /// A kill that met the greenlet inside the publisher, where somebody's operator has caught it.
    private void throwSwallowedKill(long mark) {
        GreenletExit kill = Kills.since(mark);
        if (kill == null) {
            return;
        }
        Throwable failure = failure();
        if (failure != null && failure != kill) {
            kill.addSuppressed(failure);
        }
        close();
        throw kill;
    }

    private void await() {
        try {
            ensureMayWait();
            park();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private void ensureOwner() {
        if (!isHere()) {
            throw new ConcurrentUse(
                    this + " belongs to " + owner + ": let that thread do the whole pass");
        }
    }

    // ---- the end

    /// Ends the pass: cancels upstream unless that has ended, and discards what has arrived.
    /// Idempotent; any thread.
    @Override
    public final void close() {
        shut();
        if (isHere()) {
            release();
        }
    }

    private void ownerEnded() {
        Tie ended = isClosed() || isEnded() ? null : tie;
        tie = null;
        shut();
        release();
        if (ended != null) {
            LeftOpen.report(this, ended.greenlet(), made); // last, for a log may throw
        }
    }

    private void release() {
        T left = next;
        next = null;
        if (left != null) {
            discard(left);
        }
        letGo();
        if (tie != null) {
            tie.untie();
            tie = null;
        }
    }
}
