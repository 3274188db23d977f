package jevent;

import jevent.kernel.Fiber;
import jevent.kernel.Machine;
import jevent.kernel.Strand;
import jevent.kernel.Task;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Function;

/// A coroutine that is switched to by hand: Python's `greenlet`.
///
/// ```java
/// var main = RawGreenlet.current();
/// var ping = new RawGreenlet(x -> main.switchTo("got " + x));
/// print(ping.switchTo("hello"));   // got hello
/// ```
///
/// [#switchTo] stops the caller and runs the target until it switches elsewhere or ends; the value
/// it is given becomes the result of the target's own pending `switchTo`. A greenlet that ends
/// hands its result, or its error, to its parent. Switching to a dead one switches to its parent.
/// One that waits for something else than a switch, or is ready already, cannot be switched to.
///
/// A switch makes the target ready, behind the greenlets of the hub that are ready before: these
/// have their turns first. Where there are only raw greenlets, nobody comes between.
///
/// *Kill*: [#throwInto]. *Timeout* and *interrupt* are delivered to the greenlet that they are
/// meant for. *Close* of the hub kills it after the grace. A result that nobody waits for goes to
/// the hub's error handler, as an [InvalidSwitch]. A raw greenlet belongs to the hub it was made on
/// and is of use only there: otherwise [InvalidSwitch].
public final class RawGreenlet {

    private static final ThreadLocal<@Nullable RawGreenlet> CURRENT = new ThreadLocal<>();

    private final Hub hub;
    private final Fiber fiber;
    private final @Nullable Function<@Nullable Object, @Nullable Object> body;

    // On the hub only.
    private @Nullable RawGreenlet parent;
    private @Nullable Waiter<@Nullable Object> waiting;
    private Outcome<@Nullable Object> first = new Outcome.Value<>(null);
    private boolean started;
    private boolean dead;

    /// A coroutine whose parent is the one that makes it. It does not run before it is switched to.
    public RawGreenlet(Function<@Nullable Object, @Nullable Object> body) {
        this(body, current());
    }

    /// A coroutine with another parent.
    public RawGreenlet(Function<@Nullable Object, @Nullable Object> body, RawGreenlet parent) {
        this.body = Objects.requireNonNull(body, "body");
        this.parent = Objects.requireNonNull(parent, "parent");
        this.hub = parent.hub;
        this.fiber = Machine.current().fiber(hub.scheduler(), new Body());
        ensureHere("be made");
    }

    /// The calling code, seen as a coroutine.
    private RawGreenlet(Hub hub, Fiber fiber) {
        this.hub = hub;
        this.fiber = fiber;
        this.body = null;
        this.started = true;
    }

    /// The coroutine that the caller runs in; a thread or greenlet that is none yet becomes one,
    /// without a parent.
    public static RawGreenlet current() {
        RawGreenlet mine = CURRENT.get();
        Hub hub = Hub.current();
        if (mine != null && mine.hub == hub) { // else its thread has left its hub
            return mine;
        }
        if (!(Strand.current(Hub::current) instanceof Fiber fiber)) {
            throw new InvalidSwitch(
                    Thread.currentThread()
                            + " belongs to no hub and has no coroutine: run this with"
                            + " Hub.shared().run(...)");
        }
        var made = new RawGreenlet(hub, fiber);
        CURRENT.set(made);
        return made;
    }

    /// Runs the target, which receives null.
    public @Nullable Object switchTo() {
        return switchTo(null);
    }

    /// Runs the target, which receives `value`; returns what somebody gives the caller later.
    public @Nullable Object switchTo(@Nullable Object value) {
        return transfer(new Outcome.Value<>(value));
    }

    /// Runs the target, where `error` is thrown. One that has not started dies without running. A
    /// dead one eats a [GreenletExit], which is returned.
    public @Nullable Object throwInto(Throwable error) {
        Objects.requireNonNull(error, "error");
        ensureHere("be thrown into");
        if (dead && error instanceof GreenletExit) {
            return error;
        }
        if (!started) {
            started = true;
            dead = true;
            return parentOrThrow().transfer(asResult(error));
        }
        return transfer(new Outcome.Failure<>(error));
    }

    /// What a greenlet that ends with `error` hands to its parent: an exit is a value.
    private static Outcome<@Nullable Object> asResult(Throwable error) {
        return error instanceof GreenletExit
                ? new Outcome.Value<>(error)
                : new Outcome.Failure<>(error);
    }

    private @Nullable Object transfer(Outcome<@Nullable Object> message) {
        ensureHere("be switched to");
        if (dead) {
            return parentOrThrow().transfer(message);
        }
        RawGreenlet me = current();
        if (me == this) {
            return message.unwrap();
        }
        me.fiber.checkpoint(); // a kill or a timeout that is due comes before the switch
        var waiter = new Waiter<@Nullable Object>();
        me.waiting = waiter;
        resume(message);
        try {
            return waiter.get();
        } finally {
            me.waiting = null;
        }
    }

    private void resume(Outcome<@Nullable Object> message) {
        if (!started) {
            started = true;
            first = message;
            fiber.start();
            return;
        }
        Waiter<@Nullable Object> target = waiting;
        boolean woken = target != null && target.settle(message);
        if (!woken) {
            throw new InvalidSwitch(this + " cannot be switched to: it " + state());
        }
    }

    /// Of one that has started, and waits for no switch.
    private String state() {
        if (fiber.isQueued()) {
            return "is ready already, and its turn will come";
        }
        return fiber.blockedOn() == null
                ? "is inside a JDK call"
                : "waits for something else (" + fiber.blockedOn() + "), not for a switch";
    }

    /// Apart from the coroutine, whose users must not see `run`.
    private final class Body implements Task {
        @Override
        public void run() {
            runToEnd();
        }

        @Override
        public Object owner() {
            return RawGreenlet.this;
        }

        @Override
        public @Nullable String label() {
            return null;
        }
    }

    private void runToEnd() {
        CURRENT.set(this);
        Outcome<@Nullable Object> result;
        try {
            result = new Outcome.Value<>(Objects.requireNonNull(body).apply(first.unwrap()));
        } catch (Throwable e) {
            result = asResult(e);
        }
        fiber.ensureTurn(); // a rescue may have taken it
        dead = true;
        RawGreenlet heir = parentOrThrow();
        while (heir.dead) {
            heir = heir.parentOrThrow();
        }
        if (!hub.isClosed() || heir.isWaiting()) { // killed by the close: nobody has to know
            heir.resume(result);
        }
    }

    private boolean isWaiting() {
        return !started || waiting != null;
    }

    private RawGreenlet parentOrThrow() {
        if (parent == null) {
            throw new InvalidSwitch(this + " is dead and has no parent to switch to");
        }
        return parent;
    }

    private void ensureHere(String what) {
        if (!hub.scheduler().holdsTurn()) {
            throw new InvalidSwitch(
                    this
                            + " of "
                            + hub
                            + " cannot "
                            + what
                            + " by "
                            + Strand.current(Hub::current)
                            + ": do it in a greenlet of that hub, hub.spawn(...)");
        }
    }

    /// Who gets its result; null for one that was not made with a body.
    public @Nullable RawGreenlet parent() {
        return parent;
    }

    /// Changes who gets its result.
    ///
    /// @throws IllegalArgumentException if that would close a circle
    public void parent(RawGreenlet next) {
        Objects.requireNonNull(next, "next");
        if (parent == null || next.hub != hub) {
            throw new InvalidSwitch(this + " cannot have the parent " + next);
        }
        for (RawGreenlet above = next; above != null; above = above.parent) {
            if (above == this) {
                throw new IllegalArgumentException(
                        "cyclic parent chain: " + this + " above " + next);
            }
        }
        parent = next;
    }

    /// Whether it has ended.
    public boolean isDead() {
        return dead;
    }

    /// Whether it has started and not ended.
    public boolean isActive() {
        return started && !dead;
    }

    @Override
    public String toString() {
        String state = dead ? "dead" : started ? "active" : "not started";
        return "RawGreenlet@"
                + Integer.toHexString(System.identityHashCode(this))
                + " ["
                + state
                + "]";
    }
}
