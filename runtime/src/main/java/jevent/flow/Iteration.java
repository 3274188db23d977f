package jevent.flow;

import jevent.ConcurrentUse;
import jevent.Green;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.Kills;
import jevent.sync.Channel;
import jevent.sync.Queue;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// One pass over the elements of a publisher, by one greenlet.
///
/// ```java
/// try (var rows = Fluxes.iterate(database.query(sql))) { // close it: a loop that is left does not
///     for (Row row : rows) {
///         show(row);
///     }
/// }
/// ```
///
/// It subscribes when the loop begins. As many elements are requested ahead as the *prefetch* says,
/// and again when three quarters of them, or 1,024, are consumed; the greenlet waits only when
/// there is none. Elements that have arrived come before the publisher's error, which is thrown as
/// it is.
///
/// *Kill, timeout, interrupt* of the waiting greenlet cancel upstream, then it sees its error; in a
/// loop that never has to wait they are looked for every 1,024 elements, where other greenlets get
/// a turn too. *Close* cancels upstream and discards what has arrived; the loop then ends, also if
/// another thread closes.
///
/// A `for` loop that is left by `break`, `return` or an error does not close the pass, so close it
/// yourself; [#forEach] and [#forEachWhile] close it in any case. A pass that is left open is
/// closed when its greenlet ends, and that is logged: until then the publisher goes on, and keeps
/// what it holds. With `-Djevent.trace=on` the log says where the pass was made. On a thread that
/// is no greenlet, `main` for one, nobody else closes it.
///
/// Bridges extend it by their libraries' subscriber.
public abstract class Iteration<T> extends Inflow<T> implements Iterable<T>, AutoCloseable {

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
    protected Iteration(Object source, int prefetch) {
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

    /// Calls `body` for each element, and closes the pass on every way out: at the end, by an error
    /// of the publisher or of the body, by a kill or timeout wherever it waits.
    @Override
    public final void forEach(Consumer<? super T> body) {
        Objects.requireNonNull(body, "body");
        try (this) {
            for (T item : this) {
                body.accept(item);
            }
        }
    }

    /// As [#forEach], until `body` returns false; the pass is closed then too.
    public final void forEachWhile(Predicate<? super T> body) {
        Objects.requireNonNull(body, "body");
        try (this) {
            for (T item : this) {
                if (!body.test(item)) {
                    return;
                }
            }
        }
    }

    /// Puts every element into `queue`, which waits while that is full; then, and if it is killed,
    /// the pass is closed. The element that it could not put is discarded with the rest.
    public final void into(Queue<? super T> queue) {
        Objects.requireNonNull(queue, "queue");
        forEach(item -> hand(item, queue::put));
    }

    /// Gives every element to somebody who waits at `channel`; then, and if it is killed, the pass
    /// is closed. The element that nobody took is discarded with the rest.
    public final void into(Channel<? super T> channel) {
        Objects.requireNonNull(channel, "channel");
        forEach(item -> hand(item, channel::put));
    }

    /// @param taker takes the element, or throws and leaves it to us
    private void hand(T item, Consumer<? super T> taker) {
        try {
            taker.accept(item);
        } catch (Throwable e) {
            discard(item);
            throw e;
        }
    }

    /// The pass as a sequential stream of `java.util`, which waits as the loop does. Closing it
    /// closes the pass; what is not closed is closed when its greenlet ends, if it has one.
    public final Stream<T> stream() {
        int traits = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(
                        () -> Spliterators.spliteratorUnknownSize(iterator(), traits),
                        traits,
                        false)
                .onClose(this::close);
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
