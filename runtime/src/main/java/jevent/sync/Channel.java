package jevent.sync;

import jevent.Hub;
import jevent.Timeout;
import jevent.kernel.Durations;
import jevent.kernel.SpinLock;
import jevent.kernel.Strand;
import jevent.kernel.WaitQueue;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;

/// A rendezvous: an item goes from hand to hand, and a putter goes on when a getter has it.
///
/// ```java
/// var line = new Channel<String>();
/// Green.spawn(() -> line.put("hello"));    // waits for the getter
/// print(line.get());
/// ```
///
/// A channel holds nothing: it is empty and full at any time. *Kill, timeout, interrupt*: a getter
/// that stops waiting takes no item, a putter that stops waiting takes its item back. Items are not
/// null. Any thread may use it; between hubs or threads, see [Queue]. (gevent's `Channel`; for room
/// in between, use a [Queue].)
public final class Channel<T> {

    private final SpinLock lock = new SpinLock.Plain();
    private final WaitQueue getters = new WaitQueue(lock);
    private final WaitQueue putters = new WaitQueue(lock);

    /// Hands an item over, waiting for a getter if there is none.
    public void put(T item) {
        if (hasWaiting(getters) && tryPut(item)) {
            return;
        }
        Objects.requireNonNull(item, "item");
        Strand strand = Strand.current(Hub::current);
        var putter = new Handover<T>(strand, this, item);
        if (!giveOrEnlist(item, putter)) {
            strand.await(putter);
        }
    }

    /// Hands an item over, waiting for a getter for `limit` at most.
    ///
    /// @return whether a getter has it
    public boolean put(T item, Duration limit) {
        Objects.requireNonNull(item, "item");
        long nanos = Durations.nanos(limit);
        Strand strand = Strand.current(Hub::current);
        var putter = new Handover<T>(strand, this, item);
        return giveOrEnlist(item, putter) || strand.await(putter, nanos);
    }

    /// Hands an item over if a getter waits; never waits itself.
    ///
    /// @return whether a getter has it
    public boolean tryPut(T item) {
        return giveOrEnlist(Objects.requireNonNull(item, "item"), null);
    }

    private boolean giveOrEnlist(T item, @Nullable Handover<T> putter) {
        getters.ensureRoom();
        lock.lock();
        Handover<T> getter;
        try {
            getter = Channel.<T>handover(getters.poll());
            if (getter != null) {
                getter.give(item);
            } else if (putter != null) {
                putters.add(putter);
            }
            lock.unlock();
        } catch (StackOverflowError e) {
            lock.held = false; // a call would overflow again
            throw e;
        }
        if (getter != null) {
            getter.wake();
        }
        return getter != null;
    }

    /// Takes an item, waiting for a putter if there is none.
    public T get() {
        T waiting = hasWaiting(putters) ? tryGet() : null;
        if (waiting != null) {
            return waiting;
        }
        Strand strand = Strand.current(Hub::current);
        var getter = new Handover<T>(strand, this, null);
        T item = takeOrEnlist(getter);
        if (item != null) {
            return item;
        }
        strand.await(getter);
        return getter.item();
    }

    /// Takes an item, waiting for a putter for `limit` at most.
    ///
    /// @throws Timeout after that
    public T get(Duration limit) {
        long nanos = Durations.nanos(limit);
        Strand strand = Strand.current(Hub::current);
        var getter = new Handover<T>(strand, this, null);
        T item = takeOrEnlist(getter);
        if (item != null) {
            return item;
        }
        if (!strand.await(getter, nanos)) {
            throw Timeout.expired(limit, this);
        }
        return getter.item();
    }

    /// Takes an item if a putter waits; never waits itself.
    public @Nullable T tryGet() {
        return takeOrEnlist(null);
    }

    private @Nullable T takeOrEnlist(@Nullable Handover<T> getter) {
        putters.ensureRoom();
        lock.lock();
        Handover<T> putter;
        T item;
        try {
            putter = Channel.<T>handover(putters.poll());
            item = putter == null ? null : putter.item();
            if (putter == null && getter != null) {
                getters.add(getter);
            }
            lock.unlock();
        } catch (StackOverflowError e) {
            lock.held = false; // a call would overflow again
            throw e;
        }
        if (putter != null) {
            putter.wake();
        }
        return item;
    }

    /// A guess without the lock: it saves the making of a node where the other side waits already,
    /// and the probing of the stack where nobody is to be woken.
    private static boolean hasWaiting(WaitQueue queue) {
        return !queue.isEmpty();
    }

    @SuppressWarnings("unchecked") // only handovers of T are ever queued
    private static <T> @Nullable Handover<T> handover(WaitQueue.@Nullable Node node) {
        return (Handover<T>) node;
    }

    /// Putters that wait minus getters that wait, as gevent's `balance`.
    public int balance() {
        return lock.reading(() -> putters.size() - getters.size());
    }

    @Override
    public String toString() {
        int[] sizes = lock.reading(() -> new int[] {getters.size(), putters.size()});
        return "Channel [" + sizes[0] + " getting, " + sizes[1] + " putting]";
    }
}
