package jevent.engine;

import jevent.kernel.Events;
import jevent.loop.Alarm;

/// An entry of the heap that calls something, and is no watcher.
public final class LoopAlarm extends TimerHeap.Entry implements Alarm, Events.Alarm {

    private final EventLoop loop;
    private final Runnable action;
    private final boolean ref;

    LoopAlarm(EventLoop loop, Runnable action, boolean ref) {
        this.loop = loop;
        this.action = action;
        this.ref = ref;
    }

    void schedule(long nanos) {
        loop.ensureOnHub(this);
        loop.timers().add(this, loop.deadline(nanos));
        loop.countRef(ref ? 1 : 0);
    }

    @Override
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

    @Override
    public boolean isPending() {
        return isScheduled();
    }

    @Override
    void fire() {
        loop.countRef(ref ? -1 : 0);
        loop.invoke(this, action);
    }
}
