package jevent;

import jevent.kernel.Linked;
import jevent.kernel.Settling;
import jevent.kernel.WaitQueue;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Callable;

/// What a greenlet's fiber runs, and the end that it comes to.
///
/// One object, apart from the [Greenlet] whose users must not see `run`: there may be a million of
/// them.
final class Life<T extends @Nullable Object> extends Settling<Outcome<T>> implements Runnable {

    private final Greenlet<T> greenlet;

    /// Whether the body is a `Callable`, and not a `Runnable`; a wrapper around the latter would be
    /// an object and a frame more in each parked greenlet.
    private final boolean returns;

    // On the hub only.
    private @Nullable Object body;
    private boolean begun;

    /// Written before it is settled.
    private boolean killed;

    Life(Greenlet<T> greenlet, Object body, boolean returns) {
        this.greenlet = greenlet;
        this.body = body;
        this.returns = returns;
    }

    /// Whether the body has been called; it may have ended since.
    boolean hasBegun() {
        return begun;
    }

    /// The fiber's turn has come, for the first time.
    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // a body that returns is a Callable<T>; for one
    // that does not T is @Nullable Void
    public void run() {
        Object task = body;
        body = null;
        if (task == null || isSettled()) {
            return; // killed before its first turn
        }
        begun = true;
        Object value = null;
        try {
            if (returns) {
                value = ((Callable<?>) task).call();
            } else if (task instanceof ThrowingRunnable lambda) { // without the frame of its run()
                lambda.runWithException();
            } else {
                ((Runnable) task).run();
            }
        } catch (Throwable e) {
            greenlet.fiber().ensureTurn(); // a rescue may have taken it
            end(Ending.of(e, greenlet.fiber()));
            return;
        }
        greenlet.fiber().ensureTurn();
        settle(new Outcome.Value<>((T) value));
    }

    /// Ends it before it has begun.
    void killUnborn(Throwable reason) {
        body = null;
        if (!isSettled()) {
            end(Ending.unbegun(reason));
        }
    }

    /// Whether it has ended by a kill.
    boolean isKilled() {
        return killed && isSettled();
    }

    private void end(Ending ending) {
        boolean unobserved = !ending.killed() && find(Life::isObserver) == null;
        killed = ending.killed();
        settle(new Outcome.Failure<>(ending.error()));
        if (unobserved) {
            greenlet.hub().report(greenlet, ending.error());
        }
        Throwable unheard = ending.unheard();
        if (unheard != null) {
            greenlet.hub().report(greenlet, unheard);
        }
    }

    private static boolean isObserver(WaitQueue.Node node) {
        return node instanceof Link link
                ? link.observes()
                : node instanceof Getter getter && getter.observes();
    }

    /// Takes a callback back, unless it has run.
    void unlink(Object callback) {
        if (!Linked.unlink(callback)) {
            remove(node -> node instanceof Link link && link.isOf(callback));
        }
    }
}
