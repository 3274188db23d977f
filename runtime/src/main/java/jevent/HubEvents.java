package jevent;

import jevent.engine.EventLoop;
import jevent.engine.LoopOwner;
import jevent.kernel.Events;
import jevent.kernel.Fiber;
import jevent.kernel.Foreign;
import jevent.kernel.Raised;
import jevent.kernel.RootFiber;
import jevent.kernel.Scheduler;
import jevent.loop.Clock;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What joins a hub's scheduler to its event loop.
final class HubEvents implements Events, LoopOwner {

    private final Hub hub;
    private final EventLoop loop;
    private final Scheduler scheduler;

    private final Overrun overrun = new Overrun();

    HubEvents(Hub hub, Clock clock) {
        this.hub = hub;
        this.loop = new EventLoop(this, clock);
        this.scheduler = new Scheduler(this, "callbacks of hub " + hub.name());
    }

    static HubEvents of(Fiber fiber) {
        return (HubEvents) fiber.scheduler().events();
    }

    Overrun overrun() {
        return overrun;
    }

    Hub hub() {
        return hub;
    }

    EventLoop loop() {
        return loop;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public String name() {
        return hub.name();
    }

    // ---- the loop, for the scheduler

    @Override
    public boolean isDue() {
        return loop.isDue();
    }

    @Override
    public boolean isPollDue() {
        return loop.isPollDue();
    }

    @Override
    public void poll() {
        loop.runOnce();
    }

    @Override
    public void await() {
        loop.await(this::isAnybodyOutside);
    }

    private boolean isAnybodyOutside() {
        return hub.hasHolds() || scheduler.isAnybodyOutside(hub.root());
    }

    @Override
    public void wakeup(@Nullable Thread driver) {
        if (!hub.thread().request()) {
            loop.wakeup(driver);
        }
    }

    @Override
    public void probeHost() {
        if (hub.thread() instanceof HubThread.Hosted hosted) {
            hosted.pump().probe();
        }
    }

    @Override
    public boolean isAlive() {
        return loop.isAlive() || hub.hasHolds();
    }

    @Override
    public boolean isSliceOver(long sliceStart) {
        return loop.isSliceOver(sliceStart);
    }

    @Override
    public long nanoTime() {
        return loop.now();
    }

    @Override
    public Alarm alarm(long nanos, Runnable action) {
        if (nanos == Long.MAX_VALUE) {
            return () -> {};
        }
        return loop.alarm(nanos, action);
    }

    // ---- errors

    @Override
    public void stuck(Fiber root) {
        if (root.blockedOn() instanceof Join join) {
            join.wake();
            return;
        }
        root.raise(Raised.verdict(new LoopExit(stuckMessage(root))));
    }

    private String stuckMessage(Fiber root) {
        List<String> lines = new ArrayList<>();
        scheduler.forEachLive(fiber -> {
            if (fiber != root) {
                lines.add("\n  " + fiber + " waits for " + Foreign.text(fiber.blockedOn()));
            }
        });
        return "this wait would never end: "
                + root
                + " waits for "
                + Foreign.text(root.blockedOn())
                + ", and "
                + hub
                + " has no greenlet ready, no timer or channel pending. If another thread or another"
                + " hub will end it, say so around the wait: try (var hold ="
                + " Hub.current().hold(\"why\")) { ... }; for one result use AsyncResult.promise()."
                + (lines.isEmpty() ? "" : " Blocked:" + String.join("", lines));
    }

    @Override
    public Throwable interruption() {
        return new GreenletExit("interrupted").raised();
    }

    @Override
    public Throwable blockedInCallback() {
        return new BlockingSwitchOut(
                "a callback of hub "
                        + hub.name()
                        + " tried to wait; callbacks must not block: do it in a greenlet,"
                        + " hub.spawn(...)");
    }

    @Override
    public Throwable delivered(Throwable error) {
        return error instanceof Timeout timeout ? timeout.trace() : error;
    }

    @Override
    public void unhandled(Object context, Throwable error) {
        hub.report(context, error);
    }

    @Override
    public void failed(Object context, Throwable error) {
        hub.report(context, error);
    }

    @Override
    public void blocked(Object who, long nanos, StackTraceElement[] stack, String advice) {
        Foreign.log(System.Logger.Level.WARNING, () -> accusation(who, nanos, stack, advice), null);
    }

    private String accusation(Object who, long nanos, StackTraceElement[] stack, String advice) {
        var text = new StringBuilder();
        text.append("hub ").append(hub.name()).append(" is blocked by ").append(Foreign.text(who));
        text.append(" for ").append(nanos / 1_000_000).append(" ms: ").append(advice);
        for (StackTraceElement frame : stack) {
            text.append("\n    at ").append(frame);
        }
        return text.toString();
    }

    @Override
    public void survived(Fiber fiber, long nanos, StackTraceElement[] stack) {
        Foreign.log(System.Logger.Level.WARNING, () -> survival(fiber, nanos, stack), null);
    }

    private String survival(Fiber fiber, long nanos, StackTraceElement[] stack) {
        var text = new StringBuilder();
        text.append(Foreign.text(fiber)).append(" of hub ").append(hub.name());
        text.append(" was killed ").append(nanos / 1_000_000).append(" ms ago and has not ended: ");
        text.append(
                "it caught what killed it, or cleans up for so long. A loop that has to end on");
        text.append(" a kill must not catch GreenletExit, and must look at the interrupt flag");
        text.append(" when a JDK call fails");
        for (StackTraceElement frame : stack) {
            text.append("\n    at ").append(frame);
        }
        return text.toString();
    }

    @Override
    public void deserted() {
        Thread.ofPlatform()
                .daemon()
                .name("jevent-heir of " + hub.name())
                .start(hub.closing()::inherit);
    }

    @Override
    public void stopping() {
        try {
            while (loop.runOnce()) { // the callbacks of those who ended last
            }
        } catch (Throwable e) {
            hub.report("the loop of " + hub + ", at its end", e);
        }
    }

    @Override
    public void stopped() {
        closeLoop();
        releaseRoot();
    }

    private void closeLoop() {
        try {
            loop.close();
        } catch (Throwable e) {
            hub.report("the loop of " + hub + ", at its end", e);
        }
        hub.closing().hasStopped();
    }

    @Override
    public Throwable broken(Throwable error) {
        var reason = new HubClosed(hub + " could not go on and has been closed: see the cause");
        reason.initCause(error);
        scheduler.forEachLive(fiber -> {
            if (fiber.owner() instanceof Greenlet<?> greenlet) {
                greenlet.lost(reason);
            }
        });
        closeLoop();
        return reason;
    }

    /// The hub was closed by somebody else while its thread waits on it: nobody would wake it.
    private void releaseRoot() {
        RootFiber root = hub.root();
        if (root == null || root.isQueued()) {
            return;
        }
        if (root.blockedOn() instanceof Join join) {
            join.wake();
        } else if (root.blockedOn() != null) {
            root.raise(
                    Raised.verdict(
                            new HubClosed(hub + " was closed while " + root + " waited on it")));
        }
    }

    @Override
    public void idle() {
        hub.closing().stopIfIdle();
    }

    // ---- callbacks

    void execute(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        if (scheduler.life().isStopping()) {
            throw tooLate(callback);
        }
        scheduler.run(() -> {
            if (!accept(callback)) {
                hub.report(callback, tooLate(callback));
            }
        });
    }

    void tryExecute(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        scheduler.run(() -> accept(callback));
    }

    private boolean accept(Runnable callback) {
        boolean taken = scheduler.life().takesCallbacks();
        if (taken) {
            loop.runCallback(callback);
            scheduler.requestLoop();
        }
        return taken;
    }

    private HubClosed tooLate(Runnable callback) {
        return new HubClosed(
                "cannot execute "
                        + Foreign.text(callback)
                        + ": "
                        + hub
                        + " has stopped; use one that is open, or tryExecute if it does not matter");
    }

    // ---- threads

    /// Dropping is right on a hub that has stopped: what is sent here is a signal to the loop's own
    /// watchers, which have ended with it.
    @Override
    public void onHub(Runnable action) {
        scheduler.run(action);
    }

    @Override
    public boolean isOnHub() {
        return scheduler.holdsTurn();
    }

    @Override
    public String toString() {
        return hub.toString();
    }
}
