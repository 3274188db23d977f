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

/// Items from putters to getters, first in first out, with room for some or for any number.
///
/// ```java
/// var jobs = Queue.<Job>bounded(128);
/// Green.spawn(() -> { while (true) handle(jobs.get()); });
/// jobs.put(job);      // waits while the queue is full
/// ```
///
/// An item that is put while a getter waits goes straight to that getter, without a second wake-up.
/// *Kill, timeout, interrupt*: a getter that stops waiting takes no item, a putter that stops
/// waiting takes its item back. Items are not null. Any thread may use it.
///
/// *Between hubs or threads*: a thread that carries its own hub while it waits, as `main` does,
/// gets a [jevent.LoopExit] from a queue that only others will fill, or empty, if nothing else is
/// going on; so say around the wait that somebody will:
///
/// ```java
/// try (var hold = Hub.current().hold("jobs from the reader")) {
///     handle(jobs.get());
/// }
/// ```
public final class Queue<T> {

    private final SpinLock lock = new SpinLock.Plain();
    private final WaitQueue getters = new WaitQueue(lock);
    private final WaitQueue putters = new WaitQueue(lock);
    private final Items<T> items = new Items<>();
    private final int capacity;

    private Queue(int capacity) {
        this.capacity = capacity;
    }

    /// A queue with room for `capacity` items; for none, use a [Channel].
    public static <T> Queue<T> bounded(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "a queue cannot have a capacity of "
                            + capacity
                            + "; for a rendezvous use Channel");
        }
        return new Queue<>(capacity);
    }

    /// A queue whose putters never wait.
    public static <T> Queue<T> unbounded() {
        return new Queue<>(Integer.MAX_VALUE);
    }

    // ---- put

    /// Puts an item, waiting for room if there is none.
    public void put(T item) {
        if (!tryPut(item)) {
            Strand strand = Strand.current(Hub::current);
            var putter = new Handover<T>(strand, this, item);
            if (!putOrEnlist(item, putter)) {
                strand.await(putter);
            }
        }
    }

    /// Puts an item, waiting for `limit` at most.
    ///
    /// @return whether it was put
    public boolean put(T item, Duration limit) {
        long nanos = Durations.nanos(limit);
        if (tryPut(item)) {
            return true;
        }
        Strand strand = Strand.current(Hub::current);
        var putter = new Handover<T>(strand, this, item);
        return putOrEnlist(item, putter) || strand.await(putter, nanos);
    }

    /// Puts an item if there is room; never waits.
    ///
    /// @return whether it was put
    public boolean tryPut(T item) {
        return putOrEnlist(Objects.requireNonNull(item, "item"), null);
    }

    /// Puts an item back that was taken and is not wanted after all: to the getter who waits
    /// longest, or else in front of all others, if need be beyond the capacity. Never waits.
    public void giveBack(T item) {
        Objects.requireNonNull(item, "item");
        getters.ensureRoom();
        lockWithRoom(Integer.MAX_VALUE);
        Handover<T> getter;
        try {
            getter = Queue.<T>handover(getters.poll());
            if (getter != null) {
                getter.give(item);
            } else {
                items.addFirst(item);
            }
            lock.unlock();
        } catch (StackOverflowError e) {
            lock.held = false; // a call would overflow again
            throw e;
        }
        if (getter != null) {
            getter.wake();
        }
    }

    /// Puts an item, or queues the putter if there is one.
    private boolean putOrEnlist(T item, @Nullable Handover<T> putter) {
        getters.ensureRoom();
        lockWithRoom(capacity);
        Handover<T> getter;
        boolean done = true;
        try {
            getter = Queue.<T>handover(getters.poll());
            if (getter != null) {
                getter.give(item);
            } else if (items.size() < capacity) {
                items.add(item);
            } else {
                done = false;
                if (putter != null) {
                    putters.add(putter);
                }
            }
            lock.unlock();
        } catch (StackOverflowError e) {
            lock.held = false; // a call would overflow again
            throw e;
        }
        if (getter != null) {
            getter.wake();
        }
        return done;
    }

    /// Takes the lock, when there is room for an item that is to be kept. The room is made without
    /// the lock: where memory is full, the item is refused and nothing else has happened.
    private void lockWithRoom(int most) {
        int length;
        while ((length = lockUnlessFull(most)) > 0) {
            makeRoom(new @Nullable Object[Math.multiplyExact(length, 2)]);
        }
    }

    /// Takes the lock and returns 0; or only the length of what is full, if an item is to be kept
    /// and has no room.
    private int lockUnlessFull(int most) {
        lock.lock();
        try {
            if (!items.isFull() || items.size() >= most || !getters.isEmpty()) {
                return 0;
            }
            int length = items.length();
            lock.unlock();
            return length;
        } catch (StackOverflowError e) {
            lock.held = false; // a call would overflow again
            throw e;
        }
    }

    private void makeRoom(@Nullable Object[] larger) {
        lock.lock();
        try {
            items.moveTo(larger);
            lock.unlock();
        } catch (StackOverflowError e) {
            lock.held = false; // a call would overflow again
            throw e;
        }
    }

    // ---- get

    /// Takes the oldest item, waiting for one if there is none.
    public T get() {
        T item = takeOrEnlist(null);
        if (item != null) {
            return item;
        }
        Strand strand = Strand.current(Hub::current);
        var getter = new Handover<T>(strand, this, null);
        item = takeOrEnlist(getter);
        if (item != null) {
            return item;
        }
        strand.await(getter);
        return getter.item();
    }

    /// Takes the oldest item, waiting for `limit` at most.
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

    /// Takes the oldest item if there is one; never waits.
    public @Nullable T tryGet() {
        return takeOrEnlist(null);
    }

    /// Takes the oldest item, and lets the first waiting putter in; or queues the getter if there
    /// is one.
    private @Nullable T takeOrEnlist(@Nullable Handover<T> getter) {
        putters.ensureRoom();
        lock.lock();
        T item;
        Handover<T> putter = null;
        try {
            item = items.poll();
            if (item != null && !putters.isEmpty() && items.size() < capacity) {
                putter = Queue.<T>handover(putters.poll());
                if (putter != null) {
                    items.add(putter.item());
                }
            } else if (item == null && getter != null) {
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

    @SuppressWarnings("unchecked") // only handovers of T are ever queued
    private static <T> @Nullable Handover<T> handover(WaitQueue.@Nullable Node node) {
        return (Handover<T>) node;
    }

    // ---- look

    /// The oldest item, which stays; null if there is none.
    public @Nullable T peek() {
        return lock.reading(items::peek);
    }

    public int size() {
        return lock.reading(items::size);
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    public boolean isFull() {
        return size() >= capacity;
    }

    @Override
    public String toString() {
        int[] sizes = lock.reading(() -> new int[] {items.size(), getters.size(), putters.size()});
        return "Queue ["
                + sizes[0]
                + (capacity == Integer.MAX_VALUE ? "" : " of " + capacity)
                + " items, "
                + sizes[1]
                + " getting, "
                + sizes[2]
                + " putting]";
    }
}
