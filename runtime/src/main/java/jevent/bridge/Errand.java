package jevent.bridge;

import jevent.Failable;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Hub;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/// A greenlet that works for one subscriber.
///
/// ```text
///            start                       the work is over
///   NEW ──────────────▶ RUNNING ───────────────────────────▶ DONE     the subscriber is told
///    └──── cancel ─────────┴──── cancel ──▶ CANCELLED
///           the greenlet is killed and runs its `finally`; the subscriber hears no more
/// ```
///
/// An error after the cancellation goes to the library's hook, as does one that the subscriber
/// throws at us; the kill itself is none. *Close* of the hub before the work is over is an error
/// that the subscriber is told. For authors of bridges: call `onSubscribe` first, then [#start].
public abstract class Errand {

    private static final VarHandle STATE =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "state", VarHandle.class, Errand.class, Object.class);

    private static final Object DONE = new Object();
    private static final Object CANCELLED = new Object();

    /// Where the greenlet runs; written before it starts.
    private @Nullable Hub hub;

    /// The greenlet has been sent its kill, or needs none; written by the thread that cancels.
    private volatile boolean killSent;

    /// What the greenlet is killed with; written before [#killSent].
    private @Nullable GreenletExit exit;

    /// What the subscriber threw from its `onNext`: the hook knows of it. On the hub only.
    private @Nullable Throwable told;

    /// Null when NEW, the greenlet when RUNNING, DONE or CANCELLED. Any thread, CAS.
    private volatile @Nullable Object state;

    protected Errand() {}

    /// What the greenlet does. It may call [#finish] and then tell the subscriber; if it does not,
    /// and returns, that is an error of the bridge.
    protected abstract void work() throws Throwable;

    /// Tells the subscriber of an error; the errand is DONE.
    protected abstract void tell(Throwable error);

    /// An error that the subscriber is not told any more: tells the library's hook.
    protected abstract void drop(Throwable error);

    /// Starts the greenlet, unless it is cancelled already.
    ///
    /// @param given the hub to run on; null is the caller's, or else the shared one
    protected final void start(@Nullable Hub given) {
        if (state == CANCELLED) {
            return;
        }
        Greenlet<?> greenlet;
        try {
            Hub home = Home.hub(given);
            hub = home;
            greenlet = home.spawn(new Work());
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        if (!STATE.compareAndSet(this, null, greenlet) && state == CANCELLED) {
            kill(greenlet);
        }
    }

    private void kill(Greenlet<?> greenlet) {
        var reason = new GreenletExit("the subscriber has cancelled");
        exit = reason;
        greenlet.killLater(reason);
        killSent = true;
        abandoned();
    }

    private final class Work implements Failable {

        @Override
        public void run() {
            try {
                work();
            } catch (Throwable e) {
                fail(e);
            }
        }

        /// If the subscriber does not know yet, the greenlet was killed before its first turn.
        @Override
        public void failed(Throwable error) {
            if (!isOver()) {
                var neverBegan =
                        new GreenletExit(
                                Errand.this
                                        + " was killed before it began, by its hub's end if nothing"
                                        + " else");
                Home.aside(hub(), () -> fail(neverBegan));
            }
        }
    }

    private void fail(Throwable error) {
        Throwable failure = Failures.unwrap(error);
        if (!finish()) {
            dropUnlessKill(failure);
            return;
        }
        try {
            tell(failure);
        } catch (Throwable broken) {
            dropUnlessKill(failure); // who knows what the subscriber has made of it
            if (broken != failure) {
                dropUnlessKill(broken);
            }
        }
    }

    private void dropUnlessKill(Throwable error) {
        if (!(error instanceof GreenletExit) && error != told) {
            drop(error);
        }
    }

    /// The work is over, and the greenlet will not be killed any more.
    ///
    /// @return whether to tell the subscriber
    protected final boolean finish() {
        while (true) {
            Object seen = state;
            if (seen == DONE || seen == CANCELLED) {
                return false;
            }
            if (STATE.compareAndSet(this, seen, DONE)) {
                return true;
            }
        }
    }

    /// The subscriber wants no more: kills the greenlet soon. Idempotent; any thread.
    protected final void abandon() {
        while (true) {
            Object seen = state;
            if (seen == DONE || seen == CANCELLED) {
                return;
            }
            if (STATE.compareAndSet(this, seen, CANCELLED)) {
                if (seen instanceof Greenlet<?> greenlet) {
                    kill(greenlet);
                }
                return;
            }
        }
    }

    /// For who waits on behalf of the errand in another greenlet; the errand's own is killed.
    protected void abandoned() {}

    /// The subscriber threw: tells the hook, at once and once.
    final void tellOfBroken(Throwable thrown) {
        dropUnlessKill(thrown);
        told = thrown;
    }

    /// The subscriber is in no state to be told anything: as if it had cancelled, but without a
    /// kill.
    ///
    /// @return false if it has cancelled before: a kill has been sent, or is about to be
    final boolean giveUp() {
        while (true) {
            Object seen = state;
            if (seen == CANCELLED) {
                return false;
            }
            if (STATE.compareAndSet(this, seen, CANCELLED)) {
                killSent = true;
                return true;
            }
        }
    }

    /// Whether the greenlet has been killed with this because its subscriber has cancelled.
    final boolean isOwnKill(Throwable error) {
        return error == exit;
    }

    protected final boolean isAbandoned() {
        return state == CANCELLED;
    }

    /// Whether it is DONE or CANCELLED.
    protected final boolean isOver() {
        Object seen = state;
        return seen == CANCELLED || seen == DONE;
    }

    final boolean isKillSent() {
        return killSent;
    }

    final Hub hub() {
        return Objects.requireNonNull(hub);
    }
}
