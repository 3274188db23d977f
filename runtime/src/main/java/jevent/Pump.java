package jevent;

import jevent.kernel.BareStrand;
import jevent.kernel.Scheduler;
import jevent.loop.Loop;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/// Runs a hosted hub in tasks of its host: one slice a task, and no task while nothing is to be
/// done.
final class Pump {

    private final Hub hub;
    private final Scheduler scheduler;
    private final Loop loop;
    private final Host host;

    /// The host's thread only.
    private @Nullable Runnable cancelAlarm;

    Pump(Hub hub, Scheduler scheduler, Loop loop, Host host) {
        this.hub = hub;
        this.scheduler = scheduler;
        this.loop = loop;
        this.host = host;
        scheduler.awaitHost();
    }

    /// Asks the host for a slice; any thread.
    void request() {
        try {
            host.execute(this::slice);
        } catch (RejectedExecutionException e) {
            hub.report("host", e);
        }
    }

    private void slice() {
        if (scheduler.isDead()) {
            return;
        }
        bind(hub);
        if (cancelAlarm != null) {
            cancelAlarm.run();
            cancelAlarm = null;
        }
        boolean more = scheduler.driveSlice();
        if (scheduler.isStopped()) {
            scheduler.end();
            Hubs.unhost(hub);
            BareStrand.unbind();
            return;
        }
        if (more) {
            request();
            return;
        }
        loop.awaitElsewhere();
        long nanos = loop.nanosToNextTimer();
        if (nanos != Long.MAX_VALUE) {
            cancelAlarm = host.schedule(this::slice, Duration.ofNanos(nanos));
        }
    }

    /// The calling thread hosts the hub, knows it, and must not wait.
    static void bind(Hub hub) {
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
