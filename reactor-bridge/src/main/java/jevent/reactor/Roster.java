package jevent.reactor;

import reactor.core.Disposable;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/// What is disposed together, unless it leaves before.
///
/// Like `Disposables.composite()`, but without a monitor: a greenlet that queued for one could
/// stand in front of the very thread that alone can run it.
final class Roster implements Disposable {

    /// What [#add] returns where it refuses.
    static final long REFUSED = 0;

    private final ConcurrentSkipListMap<Long, Disposable> members = new ConcurrentSkipListMap<>();
    private final AtomicLong lastNumber = new AtomicLong(REFUSED);

    /// Any thread; once set, a thread that adds a member takes it out again.
    private volatile boolean disposed;

    /// Lists it, unless all are disposed already.
    ///
    /// @return the number to leave with; [#REFUSED] if all are disposed
    long add(Disposable member) {
        if (disposed) {
            return REFUSED;
        }
        long number = lastNumber.incrementAndGet();
        members.put(number, member);
        if (disposed) {
            members.remove(number);
            return REFUSED;
        }
        return number;
    }

    /// Takes it off the list, without disposing of it; whether it was there.
    boolean remove(long number) {
        return members.remove(number) != null;
    }

    int size() {
        return members.size();
    }

    @Override
    public void dispose() {
        disposed = true;
        for (var next = members.pollFirstEntry(); next != null; next = members.pollFirstEntry()) {
            next.getValue().dispose();
        }
    }

    @Override
    public boolean isDisposed() {
        return disposed;
    }
}
