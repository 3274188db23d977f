package jevent.bridge;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/// What is taken back together, unless it leaves before.
///
/// As the composite disposables of the libraries, but without a monitor: a greenlet that queued for
/// one could stand in front of the very thread that alone can run it. Any thread may use it. For
/// authors of bridges.
public final class Roster {

    /// What [#add] returns where it refuses.
    public static final long REFUSED = 0;

    /// How each member is taken back.
    private final ConcurrentSkipListMap<Long, Runnable> members = new ConcurrentSkipListMap<>();

    private final AtomicLong lastNumber = new AtomicLong(REFUSED);

    /// Any thread; once set, a thread that adds a member takes it out again.
    private volatile boolean disposed;

    /// An empty one.
    public Roster() {}

    /// Lists a member, unless all are disposed of already.
    ///
    /// @param dispose takes the member back; any thread, while it is listed
    /// @return the number to leave with; [#REFUSED] if all are disposed of
    public long add(Runnable dispose) {
        if (disposed) {
            return REFUSED;
        }
        long number = lastNumber.incrementAndGet();
        members.put(number, dispose);
        if (disposed) {
            members.remove(number);
            return REFUSED;
        }
        return number;
    }

    /// Takes a member off the list, without disposing of it.
    ///
    /// @return whether it was there
    public boolean remove(long number) {
        return members.remove(number) != null;
    }

    /// How many are listed.
    public int size() {
        return members.size();
    }

    /// Disposes of all members, and refuses those that may still come. Idempotent.
    public void dispose() {
        disposed = true;
        for (var next = members.pollFirstEntry(); next != null; next = members.pollFirstEntry()) {
            next.getValue().run();
        }
    }

    /// Whether it has been disposed of.
    public boolean isDisposed() {
        return disposed;
    }
}
