package jevent.sync;

import jevent.AlreadySet;
import jevent.Hub;
import jevent.Outcome;
import jevent.Timeout;
import jevent.Waitable;
import jevent.kernel.Durations;
import jevent.kernel.Linked;
import jevent.kernel.Settling;
import jevent.kernel.Strand;
import jevent.kernel.Wait;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;

/// A value or an error that is set once and that many may wait for.
///
/// ```java
/// var answer = new AsyncResult<String>();
/// Green.spawn(() -> answer.set(ask()));
/// print(answer.get());
/// ```
///
/// ```text
///   OPEN ──── set, setException ────▶ SET      a second set throws AlreadySet
/// ```
///
/// *Kill, timeout, interrupt* end the wait of that greenlet only. If another thread will set it,
/// make it with [#promise], or a hub that has nothing else to wait for takes the wait for hopeless.
/// Any thread may use it. (gevent's `AsyncResult`.)
public final class AsyncResult<T extends @Nullable Object> implements Waitable {

    private final boolean promised;
    private final Settling<Outcome<T>> end = new Settling<>();

    public AsyncResult() {
        this(false);
    }

    private AsyncResult(boolean promised) {
        this.promised = promised;
    }

    /// A result that a thread outside the hub has promised to set.
    public static <T extends @Nullable Object> AsyncResult<T> promise() {
        return new AsyncResult<>(true);
    }

    /// Sets the value.
    ///
    /// @throws AlreadySet if it is set already; the first outcome stays
    public void set(T value) {
        settle(new Outcome.Value<>(value));
    }

    /// Sets an error, which [#get] throws as it is.
    ///
    /// @throws AlreadySet if it is set already; the first outcome stays
    public void setException(Throwable error) {
        settle(new Outcome.Failure<>(Objects.requireNonNull(error, "error")));
    }

    /// Sets the value, unless something is set already.
    ///
    /// @return whether this call has set it
    public boolean trySet(T value) {
        return trySettle(new Outcome.Value<>(value));
    }

    /// Sets an error, unless something is set already.
    ///
    /// @return whether this call has set it
    public boolean trySetException(Throwable error) {
        return trySettle(new Outcome.Failure<>(Objects.requireNonNull(error, "error")));
    }

    private void settle(Outcome<T> result) {
        if (!trySettle(result)) {
            throw new AlreadySet(
                    this + " cannot become " + result + ": use trySet where several may be first");
        }
    }

    private boolean trySettle(Outcome<T> result) {
        return end.settle(result);
    }

    @Override
    public boolean isOutside() {
        return promised;
    }

    @Override
    public boolean isReady() {
        return end.isSettled();
    }

    /// What was set.
    ///
    /// @throws IllegalStateException if nothing is set yet
    public Outcome<T> outcome() {
        Outcome<T> settled = end.result();
        if (settled == null) {
            throw new IllegalStateException(this + " is not set yet: await() or get() it");
        }
        return settled;
    }

    /// Waits until it is set, and returns the value or throws the error: the very same object.
    public T get() {
        await();
        return outcome().unwrap();
    }

    /// As [#get()], but waits for `limit` at most.
    ///
    /// @throws Timeout after that
    public T get(Duration limit) {
        if (!await(limit)) {
            throw Timeout.expired(limit, this);
        }
        return outcome().unwrap();
    }

    /// The value or the error, if it is set; never waits.
    ///
    /// @throws IllegalStateException if nothing is set yet
    public T getNow() {
        return outcome().unwrap();
    }

    /// Waits until it is set; never throws the error.
    public void await() {
        if (!end.isSettled()) {
            end.await(waiter());
        }
    }

    /// Waits until it is set, for `limit` at most.
    ///
    /// @return whether it is set
    public boolean await(Duration limit) {
        long nanos = Durations.nanos(limit);
        return end.isSettled() || end.await(waiter(), nanos);
    }

    private Wait waiter() {
        Strand strand = Strand.current(Hub::current);
        return promised ? Wait.outside(strand, this) : new Wait(strand, this);
    }

    @Override
    public void rawLink(Runnable callback) {
        var link = new Callback(Hub.current(), callback);
        if (!end.enlist(link)) {
            link.wake();
        }
    }

    @Override
    public void unlink(Runnable callback) {
        if (!Linked.unlink(callback)) {
            end.remove(node -> node instanceof Callback link && link.isOf(callback));
        }
    }

    @Override
    public String toString() {
        Outcome<T> settled = end.result();
        return "AsyncResult ["
                + (settled == null ? "not set, " + end.waiters() + " waiting" : settled.toString())
                + "]";
    }
}
