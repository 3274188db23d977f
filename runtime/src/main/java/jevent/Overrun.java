package jevent;

import jevent.engine.LoopAlarm;
import jevent.kernel.Durations;
import jevent.kernel.Foreign;

import java.time.Duration;

/// Notices that a [Timeout] could not do its work: its time is long over when its body ends, and
/// its hub has never had a turn to say so. One for each hub, on the hub only.
final class Overrun {

    private static final long SLACK_NANOS = 100_000_000;

    private boolean said;

    /// A timeout is being cancelled, and has not fired.
    ///
    /// @param alarm what should have made it fire
    /// @param sinceStart how long ago it was started, by the watchdog's clock: reading a real one
    ///   each time would double what a timeout costs that is not needed
    void check(Timeout timeout, LoopAlarm alarm, long sinceStart) {
        if (sinceStart - SLACK_NANOS > Durations.nanos(timeout.duration())
                && alarm.overdueNanos() > SLACK_NANOS
                && !said) {
            said = true;
            say(timeout, alarm.overdueNanos());
        }
    }

    private void say(Timeout timeout, long nanos) {
        Foreign.log(
                System.Logger.Level.WARNING,
                () ->
                        timeout
                                + " was overrun by "
                                + Durations.text(Duration.ofMillis(nanos / 1_000_000))
                                + ": its body neither waited on the hub nor in a JDK call that can be"
                                + " interrupted. Native code, files, DNS and computing cannot, nor"
                                + " can what runs on the own stack of the thread that carries the"
                                + " hub (run that in a greenlet), nor, in BATON mode, what is not"
                                + " inside Green.blocking. This is said once a hub.",
                null);
    }
}
