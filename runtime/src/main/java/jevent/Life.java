package jevent;

import jevent.kernel.Linked;
import jevent.kernel.Settling;
import jevent.kernel.StackRoom;
import jevent.kernel.Task;
import jevent.kernel.WaitQueue;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Callable;

/// What a greenlet's fiber runs, and the end that it comes to.
///
/// One object, apart from the [Greenlet] whose users must not see `run`: there may be a million of
/// them.
final class Life<T extends @Nullable Object> extends Settling<Outcome<T>> implements Task {

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

    @Override
    public Object owner() {
        return greenlet;
    }

    @Override
    public @Nullable String label() {
        return greenlet.label();
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
        if (!(task instanceof Failable)) {
            body = null;
        }
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
        body = null;
        settle(new Outcome.Value<>((T) value));
    }

    /// Ends it before it has begun.
    void killUnborn(Throwable reason) {
        if (!isSettled()) {
            end(Ending.unbegun(reason));
        }
    }

    /// Its hub cannot drive it any more: those who wait for it are told, though it has not ended.
    void lose(Throwable reason) {
        Failable told = takeFailable();
        if (settle(new Outcome.Failure<>(reason))) {
            tell(told, reason);
        }
    }

    /// Whether it has ended by a kill.
    boolean isKilled() {
        return killed && isSettled();
    }

    private void end(Ending ending) {
        boolean unobserved = !ending.killed() && find(Life::isObserver) == null;
        killed = ending.killed();
        Failable told = takeFailable();
        settle(new Outcome.Failure<>(ending.error()));
        tell(told, ending.error());
        if (unobserved) {
            greenlet.hub().report(greenlet, ending.error());
        }
        Throwable unheard = ending.unheard();
        if (unheard != null) {
            greenlet.hub().report(greenlet, unheard);
        }
    }

    /// The body, if it is to hear of its end: then there is stack enough for that.
    private @Nullable Failable takeFailable() {
        Failable told = body instanceof Failable failable ? failable : null;
        if (told != null) {
            StackRoom.ensure(false);
        }
        body = null;
        return told;
    }

    private void tell(@Nullable Failable body, Throwable error) {
        if (body == null) {
            return;
        }
        try {
            body.failed(error);
        } catch (Throwable e) {
            greenlet.hub().report(greenlet, e);
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
