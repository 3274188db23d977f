package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;

/// Notices a greenlet that keeps its hub from everybody else, and gets the hub away from one that
/// cannot let go.
///
/// It samples from a thread of its own, so that it costs the hubs nothing. What it finds:
///
/// | the greenlet | meaning | consequence |
/// | --- | --- | --- |
/// | computes | the others starve, if there are any | report |
/// | waits, mounted (CARRIER) | pinned: inside a static initialiser or native code, or needs a class that another thread initialises | report, and another thread takes over the hub |
/// | waits, with the baton (BATON) | a blocking JDK call without `Green.blocking` | report |
/// | has the baton and does not start (BATON) | the JDK's carriers may all be pinned | the JDK gets one more |
/// | is ready, and the thread whose hub it is does not wait in jevent | nobody carries the hub | report |
/// | is the loop fiber, and waits, unmounted, in a callback | no timer fires and no channel is served; a lock perhaps whose holder waits for the loop | report |
/// | was killed a second ago and goes on | it has caught its kill, or cleans up for long | report |
/// | has a hub whose thread has ended | nobody will ever carry it | another thread closes the hub |
/// | has a hub whose host has been shut down | nobody may ever drive it | another thread kills all and closes the hub |
/// | waits, and the bare thread of the host waits for a lock | perhaps for one of its own greenlets, and then for ever | report |
///
/// Limit: `-Djevent.watchdog=MILLISECONDS` (100), `off` for none; ten times that for one that
/// computes, since warm-up and garbage collection look the same from here.
public final class Watchdog {

    /// What was seen of one scheduler at the last look.
    private static final class Sight {
        final Survivors survivors = new Survivors();
        final StalledLoop stalledLoop = new StalledLoop();
        final Standstill standstill = new Standstill(COMPUTING / 2 * LIMIT_NANOS);
        long turns = -1;
        long since;
        boolean waited;
        boolean told;
        boolean toldComputing;

        void begin(long turns, long now) {
            this.turns = turns;
            since = now;
            waited = false;
            told = false;
            toldComputing = false;
            standstill.forget();
        }
    }

    private static final Map<Scheduler, Sight> SIGHTS =
            Collections.synchronizedMap(new WeakHashMap<>());
    private static final int COMPUTING = 10;
    private static final long LIMIT_NANOS = limitNanos();
    private static final long PERIOD_NANOS = Math.max(1_000_000, LIMIT_NANOS / 4);

    /// A clock that costs nothing to read, and is behind by a look at most; it stands still if
    /// there is no watchdog. Written by its thread.
    private static volatile long roughNanos = System.nanoTime();

    private Watchdog() {}

    /// See [System#nanoTime], as of the last look.
    public static long roughNanos() {
        return roughNanos;
    }

    private static long limitNanos() {
        String limit = System.getProperty("jevent.watchdog", "100");
        if (limit.equals("off")) {
            return 0;
        }
        try {
            return TimeUnit.MILLISECONDS.toNanos(Math.max(1, Long.parseLong(limit)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "jevent.watchdog=" + limit + ": must be milliseconds, or off", e);
        }
    }

    /// Begins to watch a scheduler, until it is forgotten or garbage.
    static void watch(Scheduler scheduler) {
        if (LIMIT_NANOS > 0) {
            SIGHTS.put(scheduler, new Sight());
            Thread started = Holder.THREAD; // class initialisation starts it, once
            assert started.isDaemon();
        }
    }

    /// A kill is on its way to the fiber: will it end?
    static void killed(Fiber fiber) {
        Sight sight = SIGHTS.get(fiber.scheduler());
        if (sight != null) {
            sight.survivors.add(fiber);
        }
    }

    static void forget(Scheduler scheduler) {
        SIGHTS.remove(scheduler);
    }

    /// Starts the thread when first needed.
    private static final class Holder {
        static final Thread THREAD =
                Thread.ofPlatform().daemon().name("jevent-watchdog").start(Watchdog::patrol);

        private Holder() {}
    }

    private static void patrol() {
        long before = System.nanoTime();
        while (true) {
            LockSupport.parkNanos(PERIOD_NANOS);
            long now = System.nanoTime();
            // Were we late ourselves, the whole machine was: that time is nobody's fault here.
            long excess = now - before - PERIOD_NANOS;
            long late = excess > LIMIT_NANOS / 2 ? excess : 0;
            before = now;
            roughNanos = now;
            try {
                patrol(now, late);
            } catch (Throwable e) { // no memory perhaps; the next round may have more luck
                Foreign.log(System.Logger.Level.ERROR, () -> "the watchdog failed", e);
            }
        }
    }

    private static void patrol(long now, long late) {
        for (Scheduler scheduler : schedulers()) {
            scheduler.rouse();
            look(scheduler, now, late);
        }
    }

    private static List<Scheduler> schedulers() {
        synchronized (SIGHTS) {
            return new ArrayList<>(SIGHTS.keySet());
        }
    }

    private static void look(Scheduler scheduler, long now, long late) {
        Sight sight = SIGHTS.get(scheduler);
        Fiber running = greenlet(scheduler);
        if (sight == null) {
            return;
        }
        if (isDeserted(scheduler)) {
            scheduler.events().deserted();
            forget(scheduler); // after that, for there may have been no thread to be had
            return;
        }
        sight.survivors.tell(scheduler.events(), now, COMPUTING * LIMIT_NANOS);
        sight.stalledLoop.look(scheduler, now, late, LIMIT_NANOS);
        scheduler.events().probeHost();
        Thread locked = running == null ? lockedHost(scheduler) : null;
        if ((running == null && locked == null && !isAdrift(scheduler))
                || sight.turns != scheduler.turns()) {
            sight.begin(scheduler.turns(), now);
        } else if (late > 0) {
            sight.since += late;
            sight.standstill.forget();
        } else if (now - sight.since >= LIMIT_NANOS) {
            tell(scheduler, running, sight, now);
        }
    }

    private static boolean isDeserted(Scheduler scheduler) {
        return scheduler.running() instanceof RootFiber root && !root.thread().isAlive();
    }

    /// The one that runs; null if it is the thread of the hub itself, between two waits.
    private static @Nullable Fiber greenlet(Scheduler scheduler) {
        Fiber running = scheduler.running();
        return running instanceof RootFiber ? null : running;
    }

    /// Says what there is to say, once, and does what there is to do.
    private static void tell(Scheduler scheduler, @Nullable Fiber running, Sight sight, long now) {
        long nanos = now - sight.since;
        if (running != null) {
            judge(scheduler, running, sight, now);
        } else if (!sight.told) {
            sight.told =
                    isAdrift(scheduler)
                            ? nobodyCarries(scheduler, nanos)
                            : accuse(scheduler, lockedHost(scheduler), nanos);
        }
    }

    /// Whether there is something to do for a thread that carries its hub only while it waits, and
    /// does not. A glance from another thread.
    private static boolean isAdrift(Scheduler scheduler) {
        Driver driver = scheduler.driver();
        return driver.thread() == null
                && !driver.isHosted()
                && ((scheduler.readyCount() > 0 && scheduler.liveCount() > 0)
                        || scheduler.hasMail());
    }

    private static boolean nobodyCarries(Scheduler scheduler, long nanos) {
        if (nanos < COMPUTING * LIMIT_NANOS) {
            return false; // its thread may have something else to do now and then
        }
        scheduler
                .events()
                .blocked(
                        "its own thread, which does not wait in jevent,",
                        nanos,
                        new StackTraceElement[0],
                        "a hub like this runs only while its thread is in get, join, sleep or"
                                + " another wait of jevent; on a thread that never is, spawn with"
                                + " Hub.shared().spawn(...)");
        return true;
    }

    /// The thread of the host, if it waits for a lock on its own account while there are greenlets;
    /// else null.
    private static @Nullable Thread lockedHost(Scheduler scheduler) {
        Thread host = scheduler.driver().host();
        return host != null && scheduler.liveCount() > 0 && waitsForLock(host) ? host : null;
    }

    private static boolean waitsForLock(Thread thread) {
        return thread.getState() == Thread.State.BLOCKED
                || LockSupport.getBlocker(thread) instanceof AbstractOwnableSynchronizer;
    }

    private static boolean accuse(Scheduler scheduler, @Nullable Thread host, long nanos) {
        if (host == null || !waitsForLock(host)) {
            return false; // it has just got it
        }
        scheduler
                .events()
                .blocked(
                        "its bare host thread " + host.getName(),
                        nanos,
                        host.getStackTrace(),
                        "it waits for a lock; if a greenlet of this hub holds the lock, or is next"
                                + " to get it, both wait for ever: take that lock in greenlets"
                                + " only, or give the host's loop a hub to live in");
        return true;
    }

    /// Says what there is to say of a fiber that has run for so long. One that has computed may
    /// wait in the end, and one that could not be rescued may be rescued later.
    private static void judge(Scheduler scheduler, Fiber fiber, Sight sight, long now) {
        if (fiber instanceof BatonFiber baton && baton.isGranted()) {
            Parallelism.grow(); // the JDK may have no thread left that could run it
            sight.since = now;
        } else if (isWaiting(fiber.thread().getState())) {
            judgeWaiting(scheduler, fiber, sight, now, null);
        } else if (isAlone(scheduler)) {
            sight.standstill.forget();
        } else if (sight.standstill.lasts(fiber, now)) {
            judgeWaiting(scheduler, fiber, sight, now, sight.standstill);
        } else if (!sight.toldComputing) {
            judgeRunning(scheduler, fiber, sight, now);
        }
    }

    private static void judgeWaiting(
            Scheduler scheduler,
            Fiber fiber,
            Sight sight,
            long now,
            @Nullable Standstill standstill) {
        if (!sight.waited) {
            sight.waited = true; // it may be just about to go on: look a second time
            return;
        }
        if (sight.told && !Rescue.isPossible(scheduler, fiber)) {
            return;
        }
        StackTraceElement[] stack = fiber.stackTrace();
        if (scheduler.running() != fiber) {
            return; // it has just let go
        }
        boolean rescued = Rescue.begin(scheduler, fiber, standstill);
        if (rescued || !sight.told) {
            sight.told = true;
            scheduler
                    .events()
                    .blocked(
                            fiber,
                            now - sight.since,
                            stack,
                            Advice.waits(scheduler, fiber, rescued));
        }
    }

    private static void judgeRunning(Scheduler scheduler, Fiber fiber, Sight sight, long now) {
        StackTraceElement[] stack = fiber.stackTrace();
        String call = NativeCall.of(stack);
        if (call != null && !sight.waited) {
            sight.waited = true; // a short one harms nobody: look a second time
            return;
        }
        long nanos = now - sight.since;
        if ((call == null && nanos < COMPUTING * LIMIT_NANOS) || scheduler.running() != fiber) {
            return;
        }
        sight.toldComputing = true;
        scheduler.events().blocked(fiber, nanos, stack, Advice.runs(scheduler, fiber, call));
    }

    /// Whether nobody can starve. A glance from another thread, good enough to stay silent while a
    /// program starts.
    private static boolean isAlone(Scheduler scheduler) {
        return scheduler.driver().host() == null
                && scheduler.liveCount() <= 1
                && scheduler.readyCount() == 0
                && !scheduler.hasMail()
                && !scheduler.events().isAlive();
    }

    /// Whether a fiber that parks without being unmounted is rescued, and that is of use to others.
    static boolean rescues(Scheduler scheduler, Fiber fiber) {
        return LIMIT_NANOS > 0 && Rescue.isPossible(scheduler, fiber) && !isAlone(scheduler);
    }

    static boolean isWaiting(Thread.State state) {
        return state == Thread.State.WAITING
                || state == Thread.State.TIMED_WAITING
                || state == Thread.State.BLOCKED;
    }
}
