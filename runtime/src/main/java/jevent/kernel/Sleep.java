package jevent.kernel;

import org.jspecify.annotations.Nullable;

/// The sleep of a driver that has nothing to do, and its end by a thread that sends something.
///
/// The sleeper announces the sleep, then looks again whether there is something to do; a sender
/// sends, then looks whether somebody sleeps. One of the two sees the other.
final class Sleep {

    private final Inbox inbox;
    private final Events events;
    private final SpinWait spinWait;

    /// The driver sleeps or is about to; senders wake it. Any thread.
    private volatile boolean asleep;

    Sleep(Inbox inbox, Events events) {
        this.inbox = inbox;
        this.events = events;
        this.spinWait = new SpinWait(inbox, events);
    }

    /// Something has been sent; any thread. Never throws, for it has been.
    ///
    /// Only one who sees the sleep asks who sleeps: asked before, the thread might not drive yet,
    /// and the one wake-up of that sleep would go to nobody.
    void end(Driver driver) {
        if (asleep) {
            asleep = false;
            try {
                events.wakeup(driver.thread());
            } catch (Throwable e) { // the sender's stack is full, or the memory
                asleep = true; // for the next sender; the watchdog comes first
            }
        }
    }

    /// Announces the sleep; false if there is something to do.
    boolean fall() {
        asleep = true;
        if (inbox.isEmpty() && !events.isDue()) {
            return true;
        }
        asleep = false;
        return false;
    }

    /// Announces the sleep of one whom a sender has to ask to drive.
    void announce() {
        asleep = true;
    }

    void over() {
        asleep = false;
    }

    /// Stays awake for a moment, if that is worth trying.
    void put() {
        spinWait.await();
    }

    /// Sleeps, after [#fall]; on behalf of `root`, if it drives.
    void await(@Nullable Fiber root) {
        if (Thread.interrupted() && root instanceof RootFiber waiting) { // else it would spin
            waiting.interrupted();
        } else {
            events.await();
        }
    }
}
