package jevent.loop;

/// A one-shot call at a deadline: the light form of a timer, where no watcher is needed.
///
/// Touch it on its hub only.
public final class Alarm extends TimerHeap.Entry {

    private final Loop loop;
    private final Runnable action;
    private final boolean ref;

    Alarm(Loop loop, Runnable action, boolean ref) {
        this.loop = loop;
        this.action = action;
        this.ref = ref;
    }

    void schedule(long nanos) {
        loop.ensureOnHub(this);
        loop.timers().add(this, loop.deadline(nanos));
        loop.countRef(ref ? 1 : 0);
    }

    /// Takes it back; nothing happens if it has gone off already.
    public void cancel() {
        if (isScheduled()) {
            loop.timers().remove(this);
            loop.countRef(ref ? -1 : 0);
        }
    }

    /// For how long its time has been over, though it has not gone off; negative if it is not.
    public long overdueNanos() {
        return loop.now() - deadline();
    }

    /// Whether it is still to go off.
    public boolean isPending() {
        return isScheduled();
    }

    @Override
    void fire() {
        loop.countRef(ref ? -1 : 0);
        loop.invoke(this, action);
    }
}
