package jevent;

import jevent.kernel.Fiber;

import org.jspecify.annotations.Nullable;

/// How a greenlet has ended whose body has thrown.
///
/// | what was delivered to it | what the body threw | it is |
/// | --- | --- | --- |
/// | a [GreenletExit] | that, or anything | killed, by that exit; what it threw instead is suppressed in it |
/// | no exit | an exit that it has made itself | killed |
/// | another error, in a JDK call | the consequence of the interrupt | failed, with that error |
/// | whatever | anything else | failed, with what it threw |
///
/// @param error what it has ended with
/// @param killed whether it was killed
/// @param unheard what the body threw instead of its kill, if that has another reason: a failed
///   rollback must not vanish
record Ending(Throwable error, boolean killed, @Nullable Throwable unheard) {

    static Ending of(Throwable thrown, Fiber fiber) {
        Throwable sent = fiber.settleEnd();
        Throwable kill = fiber.killBehind(thrown);
        if (kill != null) {
            return killed(kill, thrown);
        }
        if (sent != null && sent != thrown && Interruptions.explain(thrown, sent)) {
            sent.addSuppressed(thrown);
            return new Ending(sent, false, null);
        }
        boolean own = thrown instanceof GreenletExit exit && !exit.wasRaised();
        return new Ending(thrown, own, null);
    }

    /// How one ends that is killed before it begins.
    static Ending unbegun(Throwable reason) {
        return new Ending(reason, reason instanceof GreenletExit, null);
    }

    private static Ending killed(Throwable kill, Throwable thrown) {
        if (thrown == kill) {
            return new Ending(kill, true, null);
        }
        kill.addSuppressed(thrown);
        boolean explained = Interruptions.explain(thrown, kill);
        return new Ending(kill, true, explained ? null : thrown);
    }
}
