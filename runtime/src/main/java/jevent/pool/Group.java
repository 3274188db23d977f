package jevent.pool;

import jevent.Greenlet;
import jevent.Hub;
import jevent.ThrowingRunnable;
import jevent.sync.Event;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

/// Greenlets that are joined and killed together; one leaves when it has ended.
///
/// ```java
/// var group = new Group();
/// for (var uri : uris) group.spawn(() -> fetch(uri));
/// group.join();
/// ```
///
/// In a `try` it is a scope: whoever leaves the block, however, leaves no member behind, unless it
/// is killed a second time while it waits for them; they end then in their own time.
///
/// ```java
/// try (var both = new Group()) {
///     var name = both.spawn(() -> name(id));
///     var orders = both.spawn(() -> orders(id));
///     return new Page(name.get(), orders.get());    // if one fails, the other is killed
/// }
/// ```
///
/// *Kill, timeout, interrupt* of a greenlet that joins end its wait; the members go on. For
/// greenlets of the hub on which it was made: others get an `IllegalStateException`. (gevent's
/// `Group`.)
public class Group implements AutoCloseable {

    private final Hub hub = Hub.current();
    private final LinkedHashSet<Greenlet<?>> members = new LinkedHashSet<>();
    private final Set<Greenlet<?>> shot = new HashSet<>();
    private final Event empty = new Event();

    public Group() {
        empty.set();
    }

    /// Starts a greenlet as a member.
    public <T extends @Nullable Object> Greenlet<T> spawn(Callable<? extends T> body) {
        ensureOnHub("spawn");
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
    public void add(Greenlet<?> greenlet) {
        ensureOnHub("add");
        if (members.add(greenlet)) {
            empty.clear();
            greenlet.onEnd(() -> discard(greenlet));
        }
    }

    /// Dismisses a member, which goes on alone.
    public void discard(Greenlet<?> greenlet) {
        boolean wasMember = members.remove(greenlet);
        shot.remove(greenlet);
        if (wasMember && members.isEmpty()) {
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
            members.getFirst().join();
            killLater();
        }
    }

    /// As [#kill()].
    @Override
    public void close() {
        kill();
    }

    /// Kills all members, without waiting; each is killed once, however often this is called.
    public void killLater() {
        ensureOnHub("kill");
        for (Greenlet<?> member : members()) {
            if (shot.add(member)) {
                member.killLater();
            }
        }
    }

    final void ensureOnHub(String what) {
        if (!hub.isCurrent()) {
            throw new IllegalStateException(
                    this
                            + " belongs to "
                            + hub
                            + ", so "
                            + Thread.currentThread()
                            + " cannot "
                            + what
                            + ": do it there, with hub.run(...) or hub.execute(...)");
        }
    }

    /// The members, oldest first.
    public List<Greenlet<?>> members() {
        return new ArrayList<>(members);
    }

    public int size() {
        return members.size();
    }

    public boolean contains(Greenlet<?> greenlet) {
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
