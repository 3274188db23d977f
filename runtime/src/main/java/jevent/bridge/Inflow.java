package jevent.bridge;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The publisher's half of a [Receiver]: its signals, and where the greenlet waits for them.
///
/// ```text
///             open                   end
///   EMPTY ───────────▶ SUPPLIED ────────────▶ ENDED      what has arrived is still to be taken
///     └──── close ────────┴────── close ────────┴──────▶ CLOSED      what arrives is discarded
/// ```
///
/// Producer and consumer meet in the ring and in [Notify]: nobody is woken who does not wait.
abstract class Inflow<T> extends Upstream {

    private static final VarHandle CLEARING =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "clearing", VarHandle.class, Inflow.class, int.class);

    private final Object source;
    private final int prefetch;

    /// Set when the publisher arrives.
    private volatile @Nullable Supply<T> supply;

    /// Rings when an element, the end or a close has come.
    private final Notify arrival = new Notify();

    /// How it ended, if badly; written before [#ended].
    private @Nullable Throwable error;

    /// Written by the signalling thread.
    private volatile boolean ended;

    /// Any thread.
    private volatile boolean closed;

    /// The greenlet takes no more; written by it, or when it is dead.
    private volatile boolean abandoned;

    /// How many want the rest to be discarded; the first does it. Any thread, atomic.
    @SuppressWarnings("unused") // through CLEARING
    private volatile int clearing;

    Inflow(Object source, int prefetch) {
        this.source = source;
        this.prefetch = prefetch;
    }

    @Override
    public String toString() {
        return "the iteration of " + source;
    }

    // ---- what a bridge supplies

    /// An element that nobody will take: tells the library's hook.
    protected abstract void discard(T item);

    /// An element after the end: tells the library's hooks.
    protected abstract void dropItem(T item);

    /// Whether the caller is the thread that iterates.
    protected abstract boolean isHere();

    // ---- signals

    /// The publisher has arrived, and can be asked for each element directly by the greenlet.
    protected void open(Supply<T> fused) {
        supply = fused;
    }

    /// The publisher has arrived, and will send what it is asked for.
    protected final void open() {
        supply = new Ring<>(prefetch);
        request(prefetch == Integer.MAX_VALUE ? Long.MAX_VALUE : prefetch);
    }

    /// An element has come.
    protected final void item(T item) {
        if (item == null) {
            throw refused("onNext");
        }
        if (closed) {
            cancelIfAsked();
            discard(item);
        } else if (ended) {
            dropItem(item);
        } else if (!(supply instanceof Ring<T> ring)) {
            discard(item);
            breach(supply == null ? "onNext before onSubscribe" : "onNext though it is polled");
        } else if (!ring.offer(item)) {
            discard(item);
            breach("it sent more than the " + prefetch + " elements requested");
        } else if (!isHere()) {
            VarHandle.fullFence(); // first the element, then the look at who waits
            wake();
            if (abandoned) {
                clear();
            }
        }
    }

    /// The publisher has ended.
    protected final void end() {
        if (!hasArrived()) {
            breach("onComplete before onSubscribe");
        } else if (!ended) {
            ended = true;
            wake();
        }
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
        if (ended || closed) {
            drop(failure);
            return;
        }
        if (!hasArrived()) {
            cancelUpstream(); // should it arrive after all
        }
        error = failure;
        ended = true;
        wake();
    }

    private void breach(String rule) {
        breach(Failures.violation(source, rule));
    }

    @Override
    protected final void breach(Throwable failure) {
        fail(failure); // first this: what it sends when it is cancelled does not count
        cancelUpstream();
    }

    // ---- the greenlet's side

    final @Nullable Supply<T> supply() {
        return supply;
    }

    final boolean isEnded() {
        return ended;
    }

    final boolean isClosed() {
        return closed;
    }

    /// How the publisher has ended, if badly.
    final @Nullable Throwable failure() {
        return ended ? error : null;
    }

    /// After the end and the last element: throws the publisher's error, if any.
    final void throwError() {
        Throwable failure = error;
        if (failure != null) {
            throw Failures.raiseAwaited(failure, source);
        }
    }

    /// The fused source has no more.
    final void exhausted() {
        supply = new Ring<>(1);
    }

    /// Waits until something may have changed.
    final void park() {
        boolean ignored = arrival.await(source, this::hasChanged);
    }

    private boolean hasChanged() {
        Supply<T> now = supply;
        return closed || ended || (now != null && !now.isEmpty());
    }

    /// Has the greenlet look again, if it waits; any thread.
    final void wake() {
        arrival.wake();
    }

    /// Ends the loop; any thread. What has arrived is discarded when the greenlet lets go.
    final void shut() {
        closed = true;
        if (!ended) {
            cancelUpstream();
        }
        wake();
    }

    /// The greenlet takes no more.
    final void letGo() {
        abandoned = true;
        clear();
    }

    private void clear() {
        int asked = (int) CLEARING.getAndAdd(this, 1) + 1;
        if (asked > 1) {
            return;
        }
        do {
            discardAll();
            asked = (int) CLEARING.getAndAdd(this, -asked) - asked;
        } while (asked != 0);
    }

    private void discardAll() {
        Supply<T> left = supply;
        if (left instanceof Ring<T> ring) {
            for (T item = ring.poll(); item != null; item = ring.poll()) {
                discard(item);
            }
        } else if (left != null) {
            left.clear();
        }
    }
}
