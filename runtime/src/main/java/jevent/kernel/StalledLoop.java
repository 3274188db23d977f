package jevent.kernel;

/// Notices a loop fiber that waits, unmounted, in the middle of a round.
///
/// Its hub looks as if nothing were wrong: greenlets that are ready run, and where none is, the
/// driver sleeps. But no timer fires and no channel is served, and if the loop fiber waits for the
/// lock of a greenlet that waits for one of these, nothing will ever end that. Between two rounds
/// the loop fiber waits as well; that is rest.
///
/// One for each scheduler. Used by the watchdog's thread, with glances at what belongs to the turn.
final class StalledLoop {

    private long rounds = -1;
    private long since;
    private boolean told;

    /// Tells of a round that has been seen waiting for as long as `limit`, once.
    ///
    /// @param late time that the whole machine has lost
    void look(Scheduler scheduler, long now, long late, long limit) {
        LoopTask loop = scheduler.loop();
        if (rounds != loop.rounds()) {
            rounds = loop.rounds();
            since = now;
            told = false;
        } else if (!isStalled(scheduler)) {
            since = now;
        } else if (late > 0) {
            since += late;
        } else if (!told && now - since >= limit) {
            told = tell(scheduler, now - since);
        }
    }

    private boolean tell(Scheduler scheduler, long nanos) {
        Fiber fiber = scheduler.loop().fiber();
        String advice = Advice.callbackWaits(fiber.thread());
        StackTraceElement[] stack = fiber.stackTrace();
        boolean still = isStalled(scheduler) && rounds == scheduler.loop().rounds();
        if (still) {
            scheduler.events().blocked(fiber, nanos, stack, advice);
        }
        return still;
    }

    private static boolean isStalled(Scheduler scheduler) {
        LoopTask loop = scheduler.loop();
        Fiber fiber = loop.fiber();
        return !loop.isResting()
                && scheduler.running() != fiber
                && fiber.hasThread() // else it is to begin at this very moment
                && Watchdog.isWaiting(fiber.thread().getState())
                && !isNobodysTurn(scheduler);
    }

    /// Whether the thread that carries the hub has something else to do: the one who would end the
    /// wait may be ready, and only wait for that thread.
    private static boolean isNobodysTurn(Scheduler scheduler) {
        return scheduler.running() instanceof RootFiber
                || (scheduler.driver().thread() == null
                        && (scheduler.readyCount() > 0 || scheduler.hasMail()));
    }
}
