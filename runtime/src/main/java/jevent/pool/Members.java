package jevent.pool;

import jevent.Greenlet;
import jevent.Hold;
import jevent.Hub;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// The greenlets that a group or a scope consists of, oldest first. On its hub only, but [#size].
final class Members {

    private final Hub hub;

    /// With a hold on this hub for each that runs on another one, for its end wakes somebody here.
    private final LinkedHashMap<Greenlet<?>, @Nullable Hold> all = new LinkedHashMap<>();

    /// Those that have been killed: a second kill would hit their clean-up.
    private final Set<Greenlet<?>> shot = new HashSet<>();

    Members(Hub hub) {
        this.hub = hub;
    }

    /// False, with nothing done, if it is one.
    boolean add(Greenlet<?> greenlet) {
        if (all.containsKey(greenlet)) {
            return false;
        }
        all.put(
                greenlet,
                isElsewhere(greenlet) ? hub.hold(greenlet + " of " + greenlet.hub()) : null);
        return true;
    }

    /// False, with nothing done, if it is none.
    boolean remove(Greenlet<?> greenlet) {
        if (!all.containsKey(greenlet)) {
            return false;
        }
        Hold hold = all.remove(greenlet);
        if (hold != null) {
            hold.close();
        }
        shot.remove(greenlet);
        return true;
    }

    boolean isElsewhere(Greenlet<?> greenlet) {
        return greenlet.hub() != hub;
    }

    /// Kills all, without waiting; each once, however often this is called.
    void killLater() {
        for (Greenlet<?> member : list()) {
            if (shot.add(member)) {
                member.killLater();
            }
        }
    }

    boolean contains(Greenlet<?> greenlet) {
        return all.containsKey(greenlet);
    }

    Greenlet<?> oldest() {
        return all.sequencedKeySet().getFirst();
    }

    List<Greenlet<?>> list() {
        return new ArrayList<>(all.keySet());
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int size() {
        return all.size();
    }

    /// @throws IllegalStateException if the caller is not on the hub
    void ensureOnHub(Object whole, String what) {
        if (!hub.isCurrent()) {
            throw new IllegalStateException(
                    whole
                            + " belongs to "
                            + hub
                            + ", so "
                            + Thread.currentThread()
                            + " cannot "
                            + what
                            + ": do it there, with hub.run(...) or hub.execute(...)");
        }
    }
}
