package jevent.kernel;

import org.jspecify.annotations.Nullable;

/// What a hub's own machinery has thrown lately: no memory, a user's clock that throws, a system
/// that refuses.
///
/// Such an error is logged, and the hub goes on. It cannot where errors are all that comes: so many
/// in a row, and nothing that went well between. Then it closes, and all who wait are told.
///
/// Used by the driving thread, but [#leave].
final class Mishaps {

    private static final int MOST = 1_000;

    private final Scheduler scheduler;
    private @Nullable Throwable left;
    private int inARow;
    private int pollsInARow;
    private @Nullable Throwable end;

    Mishaps(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /// Something has gone well.
    void none() {
        Throwable error = left;
        if (error != null) {
            left = null;
            log(0, error);
        }
        inARow = 0;
    }

    /// A fiber that gives up its turn has met an error; the driver, which gets the turn, logs it.
    ///
    /// @return null: there is no heir but the driver
    @Nullable Fiber leave(Throwable error) {
        left = error;
        return null;
    }

    /// The driver has met an error.
    void add(Throwable error) {
        log(inARow, error);
        if (++inARow == MOST) {
            giveUp(error);
        }
    }

    /// Has the loop do its work; called on the loop fiber.
    void pollLoop(Events events) {
        try {
            events.poll();
            pollsInARow = 0;
        } catch (Throwable e) {
            log(pollsInARow, e);
            if (++pollsInARow == MOST) {
                giveUp(e);
            }
        }
    }

    private void log(int before, Throwable error) {
        if (before == 0) {
            Foreign.log(
                    System.Logger.Level.ERROR,
                    () -> scheduler.events() + " has met an error, and goes on",
                    error);
        }
    }

    private void giveUp(Throwable error) {
        if (end == null) {
            end = scheduler.giveUp(error);
        }
    }

    /// Throws what everybody is told, if the hub could not go on.
    void throwLast() {
        if (end != null) {
            throw Strand.sneak(end);
        }
    }
}
