package jevent.kernel;

import java.util.concurrent.locks.LockSupport;

/// When a fiber that is parked in the JDK is to be interrupted for what was raised in it. CARRIER
/// mode; holder of the turn only.
///
/// At once, but in its own turn: what it waits for might come between the interrupt and its turn,
/// from another greenlet. Only a park that may be short is looked at again first.
final class JdkPark {

    /// A park that lasts for [#LOOKS] times this is no spinning.
    private static final long LOOK_NANOS = 10_000_000;

    /// More than one: when the whole machine has stood still, the hub may be faster to go on than
    /// the JDK's timer, and a short park looks long. Once.
    private static final int LOOKS = 10;

    /// The fiber is to be interrupted as its turn begins.
    private boolean interruptDue;

    /// How many parks, or waits, have ended.
    private int ended;

    /// The park for which an interrupt is to come later.
    private int looksAgainAt = -1;

    void interruptInTurn() {
        interruptDue = true;
    }

    /// Whether it is to be interrupted now; true once.
    boolean takeInterrupt() {
        boolean due = interruptDue;
        interruptDue = false;
        return due;
    }

    void isOver() {
        ended++;
    }

    /// Whether `thread` is in a raw `parkNanos` of somebody's own loop. The JDK's sleeps, sockets,
    /// queues and locks know what to do when they are interrupted.
    static boolean mayBeShort(Thread thread) {
        if (LockSupport.getBlocker(thread) != null) {
            return false;
        }
        for (StackTraceElement frame : thread.getStackTrace()) {
            String type = frame.getClassName();
            if (!type.startsWith("java.lang.") && !type.startsWith("java.util.concurrent.locks.")) {
                return !type.startsWith("java.") && !type.startsWith("sun.");
            }
            if (frame.getMethodName().startsWith("sleep")) {
                return false;
            }
        }
        return false;
    }

    /// Has the fiber interrupted if this park lasts.
    void interruptLater(CarrierFiber fiber) {
        if (looksAgainAt != ended) {
            looksAgainAt = ended;
            lookAgain(fiber, ended, LOOKS);
        }
    }

    private void lookAgain(CarrierFiber fiber, int park, int looks) {
        fiber.scheduler()
                .events()
                .alarm(LOOK_NANOS, () -> interruptIfStill(fiber, park, looks - 1));
    }

    private void interruptIfStill(CarrierFiber fiber, int park, int looks) {
        if (ended != park) {
            return;
        }
        if (looks > 0) {
            lookAgain(fiber, park, looks);
        } else if (fiber.isInterruptible()) {
            fiber.interruptInItsTurn();
        }
    }
}
