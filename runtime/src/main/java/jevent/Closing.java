package jevent;

import jevent.kernel.BareStrand;
import jevent.kernel.Durations;
import jevent.kernel.Fiber;
import jevent.kernel.RootFiber;
import jevent.kernel.Settling;
import jevent.kernel.Strand;
import jevent.kernel.Wait;

import java.time.Duration;

/// How a hub ends: no new work, a grace for the greenlets to end, a kill, a second grace, stop.
///
/// Greenlets that do not even end when killed are reported, and the hub goes on driving them until
/// they do: nothing is stranded.
final class Closing {

    /// How long a killed greenlet may take to clean up.
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final Hub hub;
    private final Duration grace;
    private final Settling<Boolean> idle = new Settling<>();

    private Closing(Hub hub, Duration grace) {
        this.hub = hub;
        this.grace = grace;
    }

    static void close(Hub hub, Duration grace) {
        Strand strand = Strand.current(Hub::current);
        if (!hub.refuseWork()) {
            if (!isInside(hub, strand)) {
                hub.closed().await(new Wait(strand, hub, true));
            }
            return;
        }
        var closing = new Closing(hub, grace);
        if (isInside(hub, strand)) {
            closing.closeElsewhere();
        } else {
            closing.close(strand);
        }
    }

    /// Whether the caller would wait for itself.
    private static boolean isInside(Hub hub, Strand strand) {
        return strand instanceof BareStrand
                || (strand instanceof Fiber fiber
                        && fiber.scheduler() == hub.scheduler()
                        && fiber != hub.root());
    }

    private void closeElsewhere() {
        Thread.ofPlatform()
                .daemon()
                .name("jevent-closing-" + hub.name())
                .start(() -> close(Strand.current(Hub::current)));
    }

    private void close(Strand strand) {
        hub.run(() -> hub.whenIdle(() -> idle.settle(true)));
        String target = "the greenlets of " + hub;
        if (!idle.await(new Wait(strand, target, true), Durations.nanos(grace))) {
            hub.run(this::killAll);
            if (!idle.await(new Wait(strand, target, true), Durations.nanos(AFTER_KILL))) {
                hub.report(hub, new IllegalStateException(survivors()));
            }
        }
        hub.run(() -> hub.whenIdle(this::stop));
        if (idle.isSettled()) {
            awaitEnd(strand);
        }
        Hubs.remove(hub);
        hub.closed().settle(true);
    }

    private void killAll() {
        for (Fiber fiber : hub.fibers()) {
            if (fiber.owner() instanceof Greenlet<?> greenlet) {
                greenlet.killLater(new GreenletExit("hub " + hub.name() + " is closing"));
            }
        }
    }

    private void stop() {
        if (!hub.scheduler().isStopped()) {
            hub.scheduler().stop();
        }
    }

    private void awaitEnd(Strand strand) {
        RootFiber root = hub.root();
        if (root == null) {
            hub.scheduler().ended().await(new Wait(strand, hub, true));
        } else if (root == strand) {
            while (!hub.scheduler().isStopped()) {
                root.yieldTurn();
            }
            root.unbind();
            hub.scheduler().end();
        }
    }

    private String survivors() {
        return hub + " was closed, but these greenlets ignore their kill and go on:\n" + hub.dump();
    }
}
