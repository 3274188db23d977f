package jevent;

import jevent.kernel.Durations;
import jevent.kernel.Fiber;
import jevent.kernel.Linked;
import jevent.kernel.SpinLock;
import jevent.kernel.StackRoom;
import jevent.kernel.Strand;
import jevent.kernel.Wait;
import jevent.kernel.WaitQueue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/// An iteration over things in the order in which they become ready; see [Green#asReady].
///
/// For one greenlet. Close it when you leave the loop early. *Kill, timeout, interrupt* of that
/// greenlet end its wait; what it waits for goes on.
public final class Ready<W extends Waitable> implements Iterable<W>, AutoCloseable {

    /// One of them has become ready.
    private final class Arrival extends Linked {
        private final W waitable;

        Arrival(W waitable) {
            this.waitable = waitable;
        }

        @Override
        public void run() {
            arrived(waitable);
        }
    }

    private final SpinLock lock = new SpinLock.Plain();
    private final WaitQueue waiters = new WaitQueue(lock);

    /// With room for all from the beginning: it is filled under the lock, and must not grow there.
    private final ArrayDeque<W> ready;

    private final IdentityHashMap<W, Runnable> links = new IdentityHashMap<>();

    /// Those that others than this hub make ready.
    private final Set<W> outside = Collections.newSetFromMap(new IdentityHashMap<>());

    private final long deadline;
    private final boolean observes;
    private int left;

    /// @param observes whether the caller sees failures, so that nobody else has to be told
    Ready(Collection<W> waitables, long nanos, boolean observes) {
        this.deadline = Durations.deadline(now(), nanos);
        this.observes = observes;
        List<W> all = new ArrayList<>(waitables);
        this.ready = new ArrayDeque<>(all.size());
        for (W waitable : all) {
            var link = new Arrival(waitable);
            if (links.putIfAbsent(waitable, link) == null) {
                left++;
                if (waitable.isOutside()) {
                    outside.add(waitable);
                }
                link(waitable, link, observes);
            }
        }
    }

    private static void link(Waitable waitable, Runnable link, boolean observes) {
        if (waitable instanceof Greenlet<?> greenlet) {
            greenlet.rawLink(link, observes);
        } else {
            waitable.rawLink(link);
        }
    }

    private static long now() {
        return Strand.current(Hub::current) instanceof Fiber fiber
                ? Hub.of(fiber).loop().now()
                : System.nanoTime();
    }

    private void arrived(W waitable) {
        StackRoom.ensure(false);
        lock.lock();
        WaitQueue.Node waiter;
        try {
            ready.add(waitable);
            waiter = waiters.poll();
            lock.unlock();
        } catch (StackOverflowError e) {
            lock.held = false; // a call would overflow again
            throw e;
        }
        if (waiter != null) {
            waiter.wake();
        }
    }

    /// The one iterator; a second call goes on where the first stopped.
    @Override
    public Iterator<W> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return left > 0 && awaitOne();
            }

            @Override
            public W next() {
                W next = hasNext() ? take() : null;
                if (next == null) {
                    throw new NoSuchElementException("nothing more becomes ready");
                }
                left--;
                links.remove(next);
                outside.remove(next);
                return next;
            }
        };
    }

    private @Nullable W take() {
        StackRoom.ensure(true);
        return lock.reading(ready::poll);
    }

    /// Waits until something is ready; false when the time is over first.
    private boolean awaitOne() {
        while (true) {
            Strand strand = Strand.current(Hub::current);
            Wait wait = !outside.isEmpty() ? Wait.outside(strand, this) : new Wait(strand, this);
            StackRoom.ensure(true);
            lock.lock();
            boolean mustWait;
            try {
                mustWait = ready.isEmpty();
                if (mustWait) {
                    waiters.add(wait);
                }
                lock.unlock();
            } catch (StackOverflowError e) {
                lock.held = false; // a call would overflow again
                throw e;
            }
            if (!mustWait) {
                return true;
            }
            if (!awaitFor(strand, wait)) {
                return false;
            }
        }
    }

    private boolean awaitFor(Strand strand, Wait wait) {
        if (deadline == Long.MAX_VALUE) {
            strand.await(wait);
            return true;
        }
        return strand.await(wait, Math.max(0, deadline - now()));
    }

    @Override
    public void close() {
        links.forEach(Waitable::unlink);
        links.clear();
        left = 0;
        for (W unseen = take(); unseen != null; unseen = take()) {
            if (observes && unseen instanceof Greenlet<?> greenlet) {
                reportFailure(greenlet);
            }
        }
    }

    /// The code that has promised to observe it has not looked.
    private static void reportFailure(Greenlet<?> greenlet) {
        Throwable failure = greenlet.failure();
        if (failure != null && !greenlet.isKilled()) {
            greenlet.hub().report(greenlet, failure);
        }
    }

    @Override
    public String toString() {
        return "one of " + left;
    }
}
