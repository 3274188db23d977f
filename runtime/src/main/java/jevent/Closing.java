package jevent;

import jevent.kernel.BareStrand;
import jevent.kernel.Durations;
import jevent.kernel.Fiber;
import jevent.kernel.Raised;
import jevent.kernel.RootFiber;
import jevent.kernel.Strand;
import jevent.kernel.Wait;
import jevent.loop.Alarm;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// How a hub ends.
///
/// ```text
///            last greenlet ends
///   GRACE ──────────────────────────────▶ STOPPED
///     │ grace is over: kill all             ▲
///     ▼                                     │ last greenlet ends
///   KILLED ◀─┐ ─────────────────────────────┤
///     │   └──┘ 5 s are over: kill those     │
///     │        that have begun meanwhile    │
///     │ 5 s are over: report survivors      │
///     ▼                                     │
///   ABANDONED ──────────────────────────────┘
/// ```
///
/// It is driven by alarms of the hub itself, and nobody's wait is part of it: the one who closes
/// may be killed or time out while he waits, and the hub closes all the same. Greenlets that do not
/// even end when killed go on being driven: nothing is stranded.
final class Closing {

    /// How long a killed greenlet may take to clean up.
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final Hub hub;
    private final Set<Fiber> killed = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable Alarm alarm;

    /// What ended the hub, if nobody has asked for it.
    private final @Nullable HubClosed cause;

    private Closing(Hub hub) {
        this(hub, null);
    }

    private Closing(Hub hub, @Nullable HubClosed cause) {
        this.hub = hub;
        this.cause = cause;
    }

    /// Closes a hub and waits until it is closed; from inside, only begins to.
    static void close(Hub hub, Duration grace) {
        long nanos = Durations.nanos(grace);
        Strand strand = Strand.current(Hub::current);
        if (hub.refuseWork()) {
            hub.underTurn(() -> new Closing(hub).begin(nanos));
        }
        if (isInside(hub, strand)) {
            return;
        }
        if (!hub.closed().isSettled()) {
            hub.closed().await(Wait.outside(strand, hub));
        }
        leave(hub, strand);
    }

    /// The thread that carried the hub has ended: the caller closes it, and drives it to its end.
    static void inherit(Hub hub) {
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
        if (hub.refuseWork()) {
            hub.underTurn(() -> new Closing(hub).begin(Durations.nanos(Hub.GRACE)));
        }
        hub.scheduler().driveUntilStopped();
    }

    /// The host takes no more tasks: the caller kills everybody, and drives the hub to its end.
    ///
    /// @param first whether nobody has closed the hub before, who has given it a grace
    static void inherit(Hub hub, HubClosed why, boolean first) {
        if (hub.scheduler().liveCount() > 0) {
            var report = new HubClosed(why.getMessage() + ":\n" + hub.dump());
            report.initCause(why.getCause());
            hub.report(hub, report);
        }
        if (first) {
            hub.underTurn(() -> new Closing(hub, why).beginAtOnce());
        }
        hub.scheduler().driveUntilStopped();
    }

    /// Whether the caller would wait for itself.
    private static boolean isInside(Hub hub, Strand strand) {
        return strand instanceof BareStrand
                || (strand instanceof Fiber fiber
                        && fiber.scheduler() == hub.scheduler()
                        && fiber != hub.root());
    }

    /// The thread that carried the hub is an ordinary one again. (It was in no wait when the hub
    /// stopped, or it would have noticed.)
    private static void leave(Hub hub, Strand strand) {
        RootFiber root = hub.root();
        if (root != null && root == strand) {
            root.leaveIfStopped();
        }
    }

    private void beginAtOnce() {
        killDelayed();
        killAll();
        hub.whenIdle(this::stop);
    }

    private void killDelayed() {
        for (Greenlet<?> greenlet : List.copyOf(hub.delayed())) {
            greenlet.killLater(reason());
        }
    }

    private void begin(long grace) {
        killDelayed();
        alarm = hub.loop().alarm(grace, this::killAll);
        hub.whenIdle(this::stop);
    }

    private void killAll() {
        hub.endGrace();
        alarm = hub.loop().alarm(Durations.nanos(AFTER_KILL), this::killNewcomers);
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
        String text = hub + " was closed, but these greenlets ignore their kill and go on:\n";
        hub.report(hub, new IllegalStateException(text + hub.dump()));
        hub.closed().settle(true);
    }

    private void stop() {
        if (alarm != null) {
            alarm.cancel();
        }
        hub.scheduler().stop();
    }
}
