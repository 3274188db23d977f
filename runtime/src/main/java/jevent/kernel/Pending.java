package jevent.kernel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// What has been raised in one fiber: what is still to be delivered, in order, and what was.
///
/// A fiber has one from its first [Raised] on, which most fibers never get. Holder of the fiber's
/// turn only.
final class Pending {

    private final List<Raised> queue = new ArrayList<>(1);

    /// The one that has ended the current wait, and will be thrown whatever happens.
    private @Nullable Raised endsWait;

    private int shields;

    /// Inside a shield: the flag of a foreign interrupt, kept from the body and set again after it.
    private boolean heldFlag;

    /// The park in the JDK that it may have to be interrupted out of (CARRIER).
    private final JdkPark park = new JdkPark();

    private boolean killed;
    private @Nullable Raised last;
    private @Nullable Throwable firstKill;
    private @Nullable Throwable lastKill;
    private long lastKillNumber;

    /// Here, for most fibers have neither this nor anything else that is kept here.
    private @Nullable Object remark;

    // ---- to be delivered

    /// False, with nothing done, if it is the same request as one that has not been delivered.
    ///
    /// @param flagSet whether the fiber has not seen its interrupt flag yet
    boolean add(Raised raised, boolean flagSet) {
        for (Raised other : queue) {
            boolean open = !other.isSent() || flagSet;
            boolean same = other.error() == raised.error() || (other.isKill() && raised.isKill());
            if (open && same) {
                return false;
            }
        }
        queue.add(raised);
        return true;
    }

    /// Whether none has been asked for before; true once.
    boolean isFirstKill() {
        boolean first = !killed;
        killed = true;
        return first;
    }

    boolean isDue(Raised raised) {
        return raised.passes(shields);
    }

    /// The first one that may be thrown now.
    @Nullable Raised due() {
        for (int i = 0; i < queue.size(); i++) {
            if (isDue(queue.get(i))) {
                return queue.get(i);
            }
        }
        return null;
    }

    /// The first one that a JDK call is to be interrupted for now.
    @Nullable Raised toBeSent() {
        for (int i = 0; i < queue.size(); i++) {
            Raised raised = queue.get(i);
            if (raised.isToBeSent() && isDue(raised)) {
                return raised;
            }
        }
        return null;
    }

    boolean isAnySent() {
        return firstSent() != null;
    }

    @Nullable Raised firstSent() {
        for (int i = 0; i < queue.size(); i++) {
            if (queue.get(i).isSent()) {
                return queue.get(i);
            }
        }
        return null;
    }

    /// Nobody has seen the interrupt: what it was to tell is still to be thrown.
    void unsend() {
        queue.forEach(Raised::unsend);
    }

    /// The interrupt has ended a JDK call: that was the delivery of all that was sent.
    void sentAreDelivered() {
        for (Iterator<Raised> all = queue.iterator(); all.hasNext(); ) {
            Raised raised = all.next();
            if (raised.isSent()) {
                all.remove();
                record(raised);
            }
        }
    }

    /// The fiber ends: delivers all for which a JDK call was ever interrupted.
    ///
    /// @return the first of them, or null
    @Nullable Throwable settleEnd() {
        Throwable first = null;
        for (Raised raised : List.copyOf(queue)) {
            if (raised.wasSent()) {
                delivered(raised);
                first = first == null ? raised.error() : first;
            }
        }
        return first;
    }

    /// It is being thrown.
    void delivered(Raised raised) {
        queue.remove(raised);
        if (endsWait == raised) {
            endsWait = null;
        }
        record(raised);
    }

    /// Takes it back; false if it is gone, or has ended a wait and will be thrown.
    boolean retract(Raised raised) {
        return endsWait != raised && queue.remove(raised);
    }

    void clear() {
        queue.clear();
        endsWait = null;
    }

    void endsWait(Raised raised) {
        endsWait = raised;
    }

    @Nullable Raised endsWait() {
        return endsWait;
    }

    JdkPark park() {
        return park;
    }

    // ---- delivered

    private void record(Raised raised) {
        last = raised;
        if (raised.isKill()) {
            firstKill = firstKill == null ? raised.error() : firstKill;
            lastKill = raised.error();
            lastKillNumber = KillCount.next();
        }
    }

    /// The last kill, if it was delivered after [KillCount] was `number`; else null.
    @Nullable Throwable killSince(long number) {
        return lastKillNumber > number ? lastKill : null;
    }

    @Nullable Throwable lastDelivered() {
        return last == null ? null : last.error();
    }

    @Nullable Raised lastRaised() {
        return last;
    }

    /// What was delivered is to be delivered once more, before all others.
    void again(Raised raised) {
        queue.addFirst(raised);
    }

    /// The kill that `end` is the consequence of: itself, if it was delivered here, or else the
    /// last one; null if none was.
    @Nullable Throwable killBehind(Throwable end) {
        return end == firstKill ? firstKill : lastKill;
    }

    void remark(Object given) {
        remark = given;
    }

    @Nullable Object remark() {
        return remark;
    }

    // ---- shields

    int shields() {
        return shields;
    }

    void enterShield() {
        shields++;
    }

    /// True if it was the outermost one, and a flag was held back that is to be set again.
    boolean leaveShield() {
        shields--;
        boolean restore = shields == 0 && heldFlag;
        heldFlag &= shields > 0;
        return restore;
    }

    /// Keeps the flag of a foreign interrupt from the body of a shield; false if there is none.
    boolean holdFlag() {
        heldFlag |= shields > 0;
        return shields > 0;
    }
}
