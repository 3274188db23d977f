package jevent.pool;

import jevent.Greenlet;
import jevent.Hub;
import jevent.ThrowingRunnable;
import jevent.sync.Event;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// Greenlets that are joined and killed together; one leaves when it has ended.
///
/// ```java
/// var group = new Group();
/// for (var uri : uris) group.spawn(() -> fetch(uri));
/// group.join();
/// ```
///
/// Members are independent: one that fails ends no other, and its failure goes to the caller that
/// gets its result, or to the hub's error handler. For greenlets that belong to a block of code,
/// and end with it, there is [Scope].
///
/// *Kill, timeout, interrupt* of a greenlet that joins end its wait; the members go on. *Close*
/// kills the members, takes no more, and returns when they are dead. If the closing greenlet is
/// itself killed while it waits for them, they end in their own time.
///
/// A group belongs to the hub on which it was made: on other threads its methods, except [#join],
/// [#size] and [#toString], throw `IllegalStateException`. Greenlets of other hubs may be members;
/// the group learns of their ends a little later. (gevent's `Group`.)
public class Group implements AutoCloseable {

    private final Hub hub = Hub.current();
    private final Members members = new Members(hub);
    private final Event empty = new Event();
    private boolean closed;

    public Group() {
        empty.set();
    }

    /// Starts a greenlet as a member.
    ///
    /// @throws IllegalStateException if the group is closed, or belongs to another hub
    public <T extends @Nullable Object> Greenlet<T> spawn(Callable<? extends T> body) {
        ensureOpen("spawn");
        Greenlet<T> greenlet = hub.spawn(body);
        add(greenlet);
        return greenlet;
    }

    /// Starts a greenlet as a member.
    public Greenlet<@Nullable Void> spawn(Runnable body) {
        return spawn((ThrowingRunnable) body::run);
    }

    /// Starts a greenlet as a member.
    public Greenlet<@Nullable Void> spawn(ThrowingRunnable body) {
        return spawn(returning(body));
    }

    static Callable<@Nullable Void> returning(ThrowingRunnable body) {
        Objects.requireNonNull(body, "body");
        return () -> {
            body.runWithException();
            return null;
        };
    }

    /// Makes a greenlet a member, until it has ended.
    ///
    /// @throws IllegalStateException as [#spawn]
    public void add(Greenlet<?> greenlet) {
        ensureOpen("add");
        if (members.add(greenlet)) {
            empty.clear();
            Runnable leave = () -> discard(greenlet);
            greenlet.onEnd(members.isElsewhere(greenlet) ? () -> hub.tryExecute(leave) : leave);
        }
    }

    /// Dismisses a member, which goes on alone.
    public void discard(Greenlet<?> greenlet) {
        ensureOnHub("discard");
        if (members.remove(greenlet) && members.isEmpty()) {
            empty.set();
        }
    }

    /// Waits until there is no member.
    public void join() {
        empty.await();
    }

    /// Waits until there is no member, for `limit` at most.
    ///
    /// @return whether there is none
    public boolean join(Duration limit) {
        return empty.await(limit);
    }

    /// Kills all members, those too that members start meanwhile, and waits until there is none.
    /// Each is killed once, however often this is called.
    public void kill() {
        killLater();
        while (!members.isEmpty()) {
            Greenlet<?> oldest = members.oldest();
            oldest.join();
            discard(oldest); // or, if it is of another hub, it would be there for a while
            killLater();
        }
    }

    /// As [#kill()], and the group takes no more members. Idempotent.
    @Override
    public void close() {
        ensureOnHub("close");
        closed = true;
        kill();
    }

    /// Kills all members, without waiting; each is killed once, however often this is called.
    public void killLater() {
        ensureOnHub("kill");
        members.killLater();
    }

    final boolean isClosed() {
        return closed;
    }

    final void ensureOpen(String what) {
        ensureOnHub(what);
        if (closed) {
            throw new IllegalStateException(
                    this + " is closed and cannot " + what + ": make a new one");
        }
    }

    final void ensureOnHub(String what) {
        members.ensureOnHub(this, what);
    }

    /// The members, oldest first.
    public List<Greenlet<?>> members() {
        ensureOnHub("list its members");
        return members.list();
    }

    /// How many members there are.
    public int size() {
        return members.size();
    }

    /// Whether the greenlet is a member.
    public boolean contains(Greenlet<?> greenlet) {
        ensureOnHub("look for a member");
        return members.contains(greenlet);
    }

    /// The hub whose greenlets these are: that of the code that made the group.
    protected final Hub hub() {
        return hub;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " of " + members.size();
    }
}
