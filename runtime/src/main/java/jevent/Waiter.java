package jevent;

import jevent.kernel.Blocker;
import jevent.kernel.Durations;
import jevent.kernel.Foreign;
import jevent.kernel.Strand;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/// A value handed over once, from anybody to one greenlet that waits for it.
///
/// The building block for bridges: everything that completes by a callback becomes a plain call.
///
/// ```java
/// var waiter = Waiter.<Response>outside("GET " + uri, call::cancel);
/// call.enqueue(waiter::wake, waiter::fail);
/// return waiter.get();
/// ```
///
/// ```text
///            get                    wake, fail
///   EMPTY ─────────▶ WAITING ────────────────────▶ SETTLED
///     │                 └──── kill, timeout ─────▶ ABANDONED    a later wake returns false
///     └──────── wake, fail: get will not wait ───▶ SETTLED
/// ```
///
/// *Kill, timeout, interrupt* of the waiting greenlet: the waiter is abandoned, then `onAbandon`
/// runs in that greenlet, then it sees the error. Any thread may wake; one greenlet may wait.
public final class Waiter<T extends @Nullable Object> {

    private static final VarHandle STATE =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "state", VarHandle.class, Waiter.class, Object.class);

    private static final Object EMPTY = new Object();
    private static final Object ABANDONED = new Object();

    /// The wait of one strand, seen from the kernel.
    private final class Parked implements Blocker {
        @Override
        public boolean abandon() {
            Object seen = state;
            return seen instanceof Strand && STATE.compareAndSet(Waiter.this, seen, ABANDONED);
        }

        @Override
        public boolean isOutside() {
            return outside != null;
        }

        @Override
        public String toString() {
            return Waiter.this.toString();
        }
    }

    private final @Nullable Object outside;
    private final @Nullable Runnable onAbandon;

    /// EMPTY, the strand that waits, an [Outcome], or ABANDONED. Any thread, CAS.
    private volatile Object state;

    public Waiter() {
        this(null, null);
    }

    /// The first write is a plain one: it costs no fence, and nobody sees this object yet.
    @SuppressWarnings("NullAway.Init")
    private Waiter(@Nullable Object outside, @Nullable Runnable onAbandon) {
        STATE.set(this, EMPTY);
        this.outside = outside;
        this.onAbandon = onAbandon;
    }

    /// A waiter that something outside the hub will wake, so that its wait is never hopeless.
    ///
    /// @param source what is waited for; its `toString` is shown in dumps
    /// @param onAbandon called once if the greenlet stops waiting: cancel the source here
    public static <T extends @Nullable Object> Waiter<T> outside(
            Object source, Runnable onAbandon) {
        return new Waiter<>(source, onAbandon);
    }

    /// As the other, where nothing is to be done if the greenlet stops waiting.
    public static <T extends @Nullable Object> Waiter<T> outside(Object source) {
        return new Waiter<>(source, null);
    }

    /// Hands the value over; any thread.
    ///
    /// @return false if it was settled or abandoned before: the value is still the caller's
    public boolean wake(T value) {
        return settle(new Outcome.Value<>(value));
    }

    /// Hands an error over, which [#get] throws; any thread.
    ///
    /// @return false if it was settled or abandoned before
    public boolean fail(Throwable error) {
        return settle(new Outcome.Failure<>(error));
    }

    /// [#wake] or [#fail], whichever the outcome is.
    boolean settle(Outcome<T> outcome) {
        while (true) {
            Object seen = state;
            if (seen == ABANDONED || seen instanceof Outcome) {
                return false;
            }
            if (STATE.compareAndSet(this, seen, outcome)) {
                if (seen instanceof Strand strand) {
                    strand.wake();
                }
                return true;
            }
        }
    }

    /// Whether [#get] would return at once.
    public boolean isReady() {
        return state instanceof Outcome;
    }

    /// Waits for the value.
    ///
    /// @throws ConcurrentUse if another greenlet waits already
    public T get() {
        Strand strand = Strand.current(Hub::current);
        if (enter(strand)) {
            try {
                strand.await(new Parked());
            } catch (Throwable e) {
                abandoned();
                throw e;
            }
        }
        return result();
    }

    /// Waits for the value, but `limit` at most.
    ///
    /// @throws Timeout after that; the waiter is then abandoned
    public T get(Duration limit) {
        long nanos = Durations.nanos(limit);
        Strand strand = Strand.current(Hub::current);
        if (enter(strand)) {
            boolean inTime;
            try {
                inTime = strand.await(new Parked(), nanos);
            } catch (Throwable e) {
                abandoned();
                throw e;
            }
            if (!inTime) {
                abandoned();
                throw Timeout.expired(limit, this);
            }
        }
        return result();
    }

    /// Registers the strand; false if there is nothing to wait for.
    private boolean enter(Strand strand) {
        if (STATE.compareAndSet(this, EMPTY, strand)) {
            return true;
        }
        Object seen = state;
        if (seen instanceof Strand other) {
            throw new ConcurrentUse(
                    this
                            + " is waited for by "
                            + other
                            + "; give each greenlet a waiter of its own");
        }
        return false;
    }

    private void abandoned() {
        if (state == ABANDONED && onAbandon != null) {
            onAbandon.run();
        }
    }

    @SuppressWarnings("unchecked") // only settle() stores outcomes
    private T result() {
        if (state instanceof Outcome<?> outcome) {
            return ((Outcome<T>) outcome).unwrap();
        }
        throw new IllegalStateException(this + " was abandoned by its greenlet and has no value");
    }

    @Override
    public String toString() {
        Object seen = state;
        String phase =
                seen instanceof Outcome<?> outcome
                        ? outcome.toString()
                        : seen == ABANDONED ? "abandoned" : seen == EMPTY ? "empty" : "waiting";
        return (outside == null ? "Waiter" : Foreign.text(outside)) + " [" + phase + "]";
    }
}
