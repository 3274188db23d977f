package jevent.pool;

import jevent.Greenlet;
import jevent.ThrowingRunnable;
import jevent.sync.Semaphore;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;

/// A group with a limit: [#spawn] waits while it is full.
///
/// ```java
/// var pool = new Pool(10);
/// for (var uri : uris) pool.spawn(() -> fetch(uri));    // ten at a time
/// pool.join();
/// ```
///
/// *Kill, timeout, interrupt* of a greenlet that waits for a place: nothing is started and no place
/// is lost. *Close* kills the members; a greenlet that waits for a place gets an
/// `IllegalStateException`. (gevent's `Pool`.)
public final class Pool extends Group {

    private final int limit;
    private final Semaphore places;

    /// @throws IllegalArgumentException if `limit` is not positive
    public Pool(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "a pool of " + limit + " could never start anything");
        }
        this.limit = limit;
        this.places = new Semaphore(limit);
    }

    /// Starts a greenlet, waiting for a place if there is none.
    @Override
    public <T extends @Nullable Object> Greenlet<T> spawn(Callable<? extends T> body) {
        ensureMaySpawn(body);
        places.acquire();
        return placed(body);
    }

    /// Starts a greenlet if there is a place; never waits.
    ///
    /// @return null if the pool is full
    public <T extends @Nullable Object> @Nullable Greenlet<T> trySpawn(Callable<? extends T> body) {
        ensureMaySpawn(body);
        return places.tryAcquire() ? this.<T>placed(body) : null;
    }

    /// As [#trySpawn(Callable)], for a body without a result.
    public @Nullable Greenlet<@Nullable Void> trySpawn(ThrowingRunnable body) {
        return trySpawn(returning(body));
    }

    /// Starts a greenlet, waiting for a place for `wait` at most.
    ///
    /// @return null if the pool stayed full
    public <T extends @Nullable Object> @Nullable Greenlet<T> spawn(
            Callable<? extends T> body, Duration wait) {
        ensureMaySpawn(body);
        return places.acquire(wait) ? this.<T>placed(body) : null;
    }

    /// As [#spawn(Callable, Duration)], for a body without a result.
    public @Nullable Greenlet<@Nullable Void> spawn(ThrowingRunnable body, Duration wait) {
        return spawn(returning(body), wait);
    }

    /// Takes in a greenlet that runs already, waiting for a place if there is none.
    @Override
    public void add(Greenlet<?> greenlet) {
        ensureOpen("add");
        if (!contains(greenlet)) {
            places.acquire();
            if (isClosed() || contains(greenlet)) { // by somebody else, meanwhile
                places.release();
            }
            super.add(greenlet);
        }
    }

    @Override
    public void discard(Greenlet<?> greenlet) {
        boolean member = contains(greenlet);
        super.discard(greenlet);
        if (member) {
            places.release();
        }
    }

    private <T extends @Nullable Object> Greenlet<T> placed(Callable<? extends T> body) {
        Greenlet<T> greenlet;
        try {
            ensureOpen("spawn"); // it may have waited for its place
            greenlet = hub().spawn(body);
        } catch (RuntimeException e) {
            places.release();
            throw e;
        }
        super.add(greenlet);
        return greenlet;
    }

    /// Before a place is taken: nobody would give it back.
    private void ensureMaySpawn(Callable<?> body) {
        Objects.requireNonNull(body, "body");
        ensureOpen("spawn");
    }

    /// How many could be started now without waiting.
    public int freeCount() {
        return places.permits();
    }

    /// Whether [#spawn] would have to wait.
    public boolean isFull() {
        return freeCount() == 0;
    }

    @Override
    public String toString() {
        return "Pool [" + size() + " of " + limit + "]";
    }
}
