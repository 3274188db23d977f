package jevent;

import jevent.engine.EventLoop;
import jevent.kernel.BareStrand;
import jevent.kernel.Scheduler;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// Runs a hosted hub in tasks of its host: one slice a task, and no task while nothing is to be
/// done.
///
/// ```text
///            task begins               task ends
///   IDLE ─────────────────▶ SLICING ─────────────────▶ IDLE
///     │ the host refuses       │ the host refuses
///     ▼                        ▼           task ends
///   LOST                     LOSING ─────────────────▶ LOST
/// ```
///
/// A host that has refused one task is lost: another thread ends the hub, as soon as the host's is
/// out of it. Tasks that the host still runs after that find nothing to do.
final class Pump {

    private enum Phase {
        IDLE,
        SLICING,
        LOSING,
        LOST
    }

    private final Hub hub;
    private final Scheduler scheduler;
    private final EventLoop loop;
    private final Host host;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);

    /// The first refusal.
    private final AtomicReference<@Nullable Throwable> refusal = new AtomicReference<>();

    /// Whether nobody had closed the hub before; written before the phase changes.
    private boolean closes;

    /// The host's thread only.
    private @Nullable Runnable cancelAlarm;

    Pump(Hub hub, Host host) {
        this.hub = hub;
        this.scheduler = hub.scheduler();
        this.loop = hub.engine();
        this.host = host;
        scheduler.awaitHost();
        if (host.inLoop()) {
            bind(hub);
        }
    }

    // ---- any thread

    /// Asks the host for a slice.
    ///
    /// @return false if it is lost, and another thread drives or will
    boolean request() {
        if (phase.get() == Phase.LOST) {
            return false;
        }
        try {
            host.execute(this::slice);
        } catch (StackOverflowError e) {
            throw e; // the caller's stack is full: the host has not been asked
        } catch (Throwable e) { // whatever it is, the task has not been taken
            lose(e);
        }
        return true;
    }

    /// Asks a host that has been shut down for a slice: it may have dropped a task or a timer, and
    /// nobody else would find out. Called by the watchdog.
    void probe() {
        try {
            if (host.isShutdown()) {
                request();
            }
        } catch (Throwable e) {
            lose(e);
        }
    }

    private void lose(Throwable why) {
        if (scheduler.life().isTerminated() || !refusal.compareAndSet(null, why)) {
            return;
        }
        closes = hub.closing().refuseWork();
        if (phase.getAndUpdate(now -> now == Phase.IDLE ? Phase.LOST : Phase.LOSING)
                == Phase.IDLE) {
            leave();
        }
    }

    private void leave() {
        Thread.ofPlatform()
                .daemon()
                .name("jevent-heir of " + hub.name())
                .start(() -> hub.closing().inherit(lost(), closes));
    }

    private HubClosed lost() {
        var lost =
                new HubClosed(
                        host
                                + " takes no more tasks, so "
                                + hub
                                + " is closed, and its greenlets are killed; close a hub before its"
                                + " host");
        lost.initCause(refusal.get());
        return lost;
    }

    // ---- the host's thread

    private void slice() {
        if (scheduler.life().isTerminated() || !phase.compareAndSet(Phase.IDLE, Phase.SLICING)) {
            return;
        }
        boolean more = true;
        try {
            more = drive();
        } finally {
            endSlice(more);
        }
    }

    private void endSlice(boolean more) {
        boolean kept = phase.compareAndSet(Phase.SLICING, Phase.IDLE);
        if (scheduler.life().isTerminated()) {
            return;
        }
        if (!kept) {
            phase.set(Phase.LOST);
            unbind();
            leave();
        } else if (more) {
            request();
        }
    }

    /// @return whether there is more to do at once
    private boolean drive() {
        bind(hub);
        if (cancelAlarm != null) {
            cancelAlarm.run();
            cancelAlarm = null;
        }
        if (scheduler.driveSlice()) {
            return !isOver();
        }
        if (!isOver()) {
            loop.awaitElsewhere();
            schedule(loop.nanosToNextTimer());
        }
        return false;
    }

    private boolean isOver() {
        if (!scheduler.life().isStopped()) {
            return false;
        }
        scheduler.end();
        unbind();
        return true;
    }

    private void schedule(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            return;
        }
        try {
            cancelAlarm = host.schedule(this::slice, Duration.ofNanos(nanos));
        } catch (Throwable e) {
            lose(e);
        }
    }

    private void unbind() {
        Hubs.unhost(hub);
        BareStrand.unbind();
    }

    /// The calling thread hosts the hub, knows it, and must not wait.
    private static void bind(Hub hub) {
        Hubs.host(hub);
        BareStrand.bind(() -> refusal(hub));
    }

    private static Throwable refusal(Hub hub) {
        return new BlockingSwitchOut(
                "the bare thread that hosts hub "
                        + hub.name()
                        + " tried to wait, which would stop the host; do it in a greenlet,"
                        + " hub.spawn(...)");
    }
}
