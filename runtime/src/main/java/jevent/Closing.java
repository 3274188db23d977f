package jevent;

import jevent.kernel.BareStrand;
import jevent.kernel.Durations;
import jevent.kernel.Fiber;
import jevent.kernel.Lifecycle;
import jevent.kernel.Lifecycle.State;
import jevent.kernel.Raised;
import jevent.kernel.RootFiber;
import jevent.kernel.Settling;
import jevent.kernel.Strand;
import jevent.kernel.Wait;
import jevent.loop.Alarm;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// How a hub ends.
///
/// The states that it leads through are those of [Lifecycle]: `CLOSING`, `GRACE`, `KILLED`,
/// `ABANDONED`, `STOPPING`. It is driven by alarms of the hub itself, and nobody's wait is part of
/// it: a caller of close may be killed or time out while it waits, and the hub closes all the same.
/// Greenlets that do not even end when killed go on being driven: nothing is stranded. For a hub
/// whose thread does not come back there is a [CloseGuard].
final class Closing {

    /// How long a killed greenlet may take to clean up.
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final Hub hub;
    private final Lifecycle life;
    private final AtomicBoolean givenUp = new AtomicBoolean();

    /// Settled when the hub has stopped, or is given up.
    private final Settling<Boolean> closed = new Settling<>();

    // On the hub only.
    private final Set<Fiber> killed = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable Alarm alarm;
    private long graceEnd;

    /// What ended the hub, if nobody has asked for it.
    private @Nullable HubClosed cause;

    Closing(Hub hub) {
        this.hub = hub;
        this.life = hub.life();
    }

    /// Closes the hub and waits until it is closed; from inside, only begins to.
    void close(Duration grace) {
        close(grace, CloseGuard.PATIENCE);
    }

    /// As [#close(Duration)].
    ///
    /// @param patience how much longer, on the wall clock, one waits for a hub that does not end
    void close(Duration grace, Duration patience) {
        long nanos = Durations.nanos(grace);
        if (closed.isSettled() && Strand.current() == null) {
            return; // to look for a strand would give the thread a hub, perhaps a second one
        }
        Strand strand = Strand.current(Hub::current);
        start(nanos);
        if (isInside(strand)) {
            return;
        }
        if (!closed.isSettled()) {
            awaitEnd(strand, grace, patience);
        }
        leave(strand);
    }

    private void awaitEnd(Strand strand, Duration grace, Duration patience) {
        var guard = new CloseGuard(() -> giveUp(grace), () -> closed.settle(true));
        guard.start(Durations.nanos(grace), Durations.nanos(patience));
        try {
            closed.await(Wait.outside(strand, hub));
        } finally {
            guard.cancel();
        }
    }

    /// Called by a thread of the guard.
    private void giveUp(Duration grace) {
        if (closed.isSettled() || !givenUp.compareAndSet(false, true)) {
            return;
        }
        String text =
                ("%s does not end, long after its grace of %s, for its thread does not come back;"
                                + " close returns all the same, and the hub ends when its thread is"
                                + " free again:\n")
                        .formatted(hub, Durations.text(grace));
        hub.report(hub, new IllegalStateException(text + hub.dump()));
    }

    /// Refuses new work from now on; false if that was so before.
    boolean refuseWork() {
        return life.enter(State.CLOSING);
    }

    private void start(long grace) {
        refuseWork();
        hub.underTurn(() -> {
            if (life.enter(State.GRACE)) {
                begin(grace);
            } else {
                shorten(grace);
            }
        });
    }

    /// The thread that carried the hub has ended: the caller closes it, and drives it to its end.
    void inherit() {
        if (hub.scheduler().liveCount() > 0) {
            hub.report(
                    hub,
                    new HubClosed(
                            "the thread of "
                                    + hub
                                    + " has ended, so it is being closed, and these greenlets are"
                                    + " killed after a grace; those that shall outlive a thread"
                                    + " belong on another hub, such as Hub.shared():\n"
                                    + hub.dump()));
        }
        start(Durations.nanos(Hub.GRACE));
        hub.scheduler().driveUntilStopped();
    }

    /// The host takes no more tasks: the caller kills everybody, and drives the hub to its end.
    ///
    /// @param first whether nobody has closed the hub before, who has given it a grace
    void inherit(HubClosed why, boolean first) {
        if (hub.scheduler().liveCount() > 0) {
            var report = new HubClosed(why.getMessage() + ":\n" + hub.dump());
            report.initCause(why.getCause());
            hub.report(hub, report);
        }
        if (first) {
            hub.underTurn(() -> beginAtOnce(why));
        }
        hub.scheduler().driveUntilStopped();
    }

    /// Whether the caller would wait for itself.
    private boolean isInside(Strand strand) {
        return strand instanceof BareStrand
                || (strand instanceof Fiber fiber
                        && fiber.scheduler() == hub.scheduler()
                        && fiber != hub.root());
    }

    /// The thread that carried the hub is an ordinary one again. (It was in no wait when the hub
    /// stopped, or it would have noticed.)
    private void leave(Strand strand) {
        RootFiber root = hub.root();
        if (root != null && root == strand) {
            root.leaveIfStopped();
        }
    }

    private void beginAtOnce(HubClosed why) {
        cause = why;
        killDelayed();
        killAll();
        stopIfIdle();
    }

    private void killDelayed() {
        for (Greenlet<?> greenlet : List.copyOf(hub.delayed())) {
            greenlet.killLater(reason());
        }
    }

    private void begin(long grace) {
        try {
            killDelayed();
            graceEnd = Durations.deadline(hub.loop().now(), grace);
            alarm = hub.loop().alarm(grace, this::killAll);
        } catch (Throwable e) { // the clock, or no memory: then there is no grace
            hub.report(hub, e);
            killAll();
        }
        stopIfIdle();
    }

    /// Somebody else closes it, who does not wait for so long.
    private void shorten(long grace) {
        Alarm running = alarm;
        if (running == null || life.state() != State.GRACE) {
            return;
        }
        long end = Durations.deadline(hub.loop().now(), grace);
        if (end < graceEnd) {
            alarm = hub.loop().alarm(grace, this::killAll); // which may throw, so this is first
            graceEnd = end;
            running.cancel();
        }
    }

    /// The last greenlet may have ended.
    void stopIfIdle() {
        if (life.isDraining() && hub.scheduler().liveCount() == 0) {
            stop();
        }
    }

    private void killAll() {
        life.enter(State.KILLED);
        try {
            killFibers();
        } finally {
            awaitDeaths();
        }
    }

    private void awaitDeaths() {
        try {
            alarm = hub.loop().alarm(Durations.nanos(AFTER_KILL), this::killNewcomers);
        } catch (Throwable e) { // the clock, or no memory: soon, perhaps
            hub.report(hub, e);
            hub.tryExecute(this::awaitDeaths);
        }
    }

    private void killFibers() {
        for (Fiber fiber : hub.fibers()) {
            if (!killed.add(fiber)) {
                continue;
            }
            if (fiber.owner() instanceof Greenlet<?> greenlet) {
                greenlet.killLater(reason());
            } else {
                fiber.raise(Raised.kill(reason()));
            }
        }
    }

    /// Links of those who were killed have begun after that, and may wait for ever.
    private void killNewcomers() {
        if (killed.containsAll(hub.fibers())) {
            abandon();
        } else {
            killAll();
        }
    }

    private GreenletExit reason() {
        var reason = new GreenletExit("hub " + hub.name() + " is closing");
        reason.initCause(cause);
        return reason;
    }

    private void abandon() {
        alarm = null;
        life.enter(State.ABANDONED);
        try {
            String text = hub + " was closed, but these greenlets ignore their kill and go on:\n";
            hub.report(hub, new IllegalStateException(text + hub.dump()));
        } finally {
            closed.settle(true);
        }
    }

    private void stop() {
        if (alarm != null) {
            alarm.cancel();
        }
        hub.scheduler().stop();
    }

    void hasStopped() {
        Hubs.remove(hub);
        closed.settle(true);
    }
}
