package jevent.kernel;

import java.util.concurrent.TimeUnit;

/// Keeps a driver that has nothing to do awake for a moment, in case another thread sends
/// something.
///
/// To wake a sleeping thread takes the operating system 5 to 50 µs, and the sender a system call.
/// Where answers of other threads come faster than that, it is cheaper to wait for them awake. It
/// is an option, `-Djevent.spin=MICROSECONDS` (0, which is never), because it takes processor time
/// that others could use.
///
/// It learns: after each wait in vain twice as many idle times pass without one, up to 256; what
/// comes in time ends that. So a hub for which nothing comes in time pays next to nothing. One that
/// watches channels never spins, for it would not see them meanwhile.
///
/// Used by the driver only.
final class SpinWait {

    private static final int MOST_DOUBTS = 256;
    private static final int LOOKS_PER_CLOCK_READ = 32;
    private static final long NANOS = nanos(System.getProperty("jevent.spin", "0"));

    private final Inbox inbox;
    private final Events events;
    private final long nanos;

    /// One in how many idle times is spent awake.
    private int doubts = 1;

    private int idleTimes;

    SpinWait(Inbox inbox, Events events) {
        this(inbox, events, NANOS);
    }

    SpinWait(Inbox inbox, Events events, long nanos) {
        this.inbox = inbox;
        this.events = events;
        this.nanos = nanos;
    }

    /// The limit in nanoseconds, from one in microseconds; a spin with one processor is in vain.
    static long nanos(String micros) {
        long limit;
        try {
            limit = TimeUnit.MICROSECONDS.toNanos(Long.parseLong(micros));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(refusal(micros), e);
        }
        if (limit < 0 || limit > TimeUnit.MILLISECONDS.toNanos(1)) {
            throw new IllegalArgumentException(refusal(micros));
        }
        return Runtime.getRuntime().availableProcessors() == 1 ? 0 : limit;
    }

    private static String refusal(String micros) {
        return "jevent.spin=" + micros + ": must be microseconds, from 0, which is never, to 1000";
    }

    /// Waits awake, if that is worth trying, until there is something to do or the time is over.
    void await() {
        if (nanos == 0 || ++idleTimes < doubts || events.isPollDue()) {
            return;
        }
        idleTimes = 0;
        doubts = spin() ? 1 : Math.min(2 * doubts, MOST_DOUBTS);
    }

    private boolean spin() {
        long start = System.nanoTime();
        while (!hasMail()) {
            if (events.isDue()) {
                return true;
            }
            if (System.nanoTime() - start > nanos) {
                return false;
            }
        }
        return true;
    }

    private boolean hasMail() {
        for (int i = 0; i < LOOKS_PER_CLOCK_READ; i++) {
            if (!inbox.isEmpty()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }
}
