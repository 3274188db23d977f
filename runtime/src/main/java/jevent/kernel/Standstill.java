package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Set;

/// Whether a fiber that the JDK shows as running waits all the same, as one does that needs a class
/// which another thread is initialising.
///
/// It stands still if the processor time of its carrier has not advanced for half of the time after
/// which one that computes is reported. That is long: a thread that is ready to run may be kept
/// from an overloaded processor for a while, and must not be taken for one that waits.
///
/// One in a native method is left alone: a system call ends by itself, and a greenlet that reads
/// one file after the other would run in parallel to the rest of its hub from then on. So is one
/// that is in the middle of a switch.
///
/// Used by the watchdog only.
final class Standstill {

    private static final long UNKNOWN = -1;

    private static final Set<String> INITIALISE =
            Set.of("java.lang.Class", "jdk.internal.misc.Unsafe");

    private final long limitNanos;
    private long time = UNKNOWN;
    private long since;
    private StackTraceElement[] stack = {};

    Standstill(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    /// What has been seen does not count.
    void forget() {
        time = UNKNOWN;
    }

    /// Looks once more, at `now`; false if the processor time cannot be had.
    boolean lasts(Fiber fiber, long now) {
        long before = time;
        time = time(VirtualThreads.carrier(fiber.thread()));
        if (time != before || time == UNKNOWN) {
            since = now;
            return false;
        }
        if (now - since < limitNanos) {
            return false;
        }
        stack = fiber.stackTrace();
        return mayWait(stack);
    }

    /// Whether nothing has happened since, on `carrier` and in `fiber`.
    boolean stillLasts(Thread carrier, Fiber fiber) {
        return Arrays.equals(fiber.stackTrace(), stack) && time(carrier) == time;
    }

    /// Whether one with this stack may wait for a class.
    static boolean mayWait(StackTraceElement[] stack) {
        if (stack.length == 0
                || (stack[0].isNativeMethod() && !INITIALISE.contains(stack[0].getClassName()))) {
            return false;
        }
        for (StackTraceElement frame : stack) {
            if (!isOfJdk(frame.getClassName())) {
                return !frame.getClassName().startsWith("jevent.kernel.");
            }
        }
        return true;
    }

    private static boolean isOfJdk(String type) {
        return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
    }

    private static long time(@Nullable Thread carrier) {
        if (carrier == null) {
            return UNKNOWN;
        }
        try {
            return ManagementFactory.getThreadMXBean().getThreadCpuTime(carrier.threadId());
        } catch (LinkageError | RuntimeException e) { // a runtime without it, or no such clock
            return UNKNOWN;
        }
    }
}
