package jevent.bridge;

import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.HubClosed;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;

/// Something to run once on a hub, unless it is taken back before, or the hub is closed.
///
/// ```text
///            run                     body ends
///   WAITING ──────▶ RUNNING ───────────────────────────▶ OVER
///     │                └─ dispose ─▶ LEFT_ALONE ─────────▲
///     ├─ dispose ────────────────────────────────────────▲    the body never runs
///     └─ the hub is closed ──────────────────────────────▲    nor here: `missed` is told
/// ```
///
/// Once a hub has begun to close none begins there. Any thread may use it. For authors of bridges.
public abstract class Duty implements Runnable {

    private static final VarHandle STATE =
            ConstantBootstraps.fieldVarHandle(
                    MethodHandles.lookup(), "state", VarHandle.class, Duty.class, int.class);

    private static final int WAITING = 0;
    private static final int RUNNING = 1;
    private static final int LEFT_ALONE = 2;
    private static final int OVER = 3;

    private final Hub hub;

    // Null when it is over: then nothing is retained.
    private volatile @Nullable Runnable body;
    private volatile @Nullable Runnable original;

    /// Any thread, CAS.
    private volatile int state;

    // Where it is listed while it waits for its time; written before it starts.
    private @Nullable Roster list;
    private long number;

    /// What waits for the time to come; written by the thread that starts it.
    private volatile @Nullable Greenlet<?> starter;

    /// The thread that just looks whether the starter has ended already.
    private volatile @Nullable Thread caller;

    /// It had: the hub was closed meanwhile. Of that thread only.
    private boolean late;

    /// The starter has had its turn. On the hub only.
    private boolean started;

    /// @param body what to run
    /// @param original what that was before the library's hooks have decorated it
    protected Duty(Hub hub, Runnable body, Runnable original) {
        this.hub = hub;
        this.body = Objects.requireNonNull(body, "task");
        this.original = Objects.requireNonNull(original, "task");
    }

    /// The body has thrown.
    protected abstract void failed(Throwable error);

    /// It will never run, because the hub is closed. In a greenlet of that hub; on a thread of its
    /// own, if that hub runs nothing any more; or by the caller of [#refuse].
    ///
    /// @param task what it was before the library's hooks have decorated it
    protected abstract void missed(Runnable task, HubClosed error);

    /// It has run, or will never run; called once.
    protected void over() {}

    /// As [#start(long, Runnable)]; until its time has come, it is listed, and taken back with all
    /// others of that list.
    ///
    /// @return false if they have been taken back already, and this now as well
    /// @throws HubClosed if the hub is closed
    public final boolean start(long nanos, Roster list, Runnable action) {
        this.list = list;
        number = list.add(this::dispose);
        if (number == Roster.REFUSED) {
            dispose();
            return false;
        }
        start(nanos, action);
        return true;
    }

    /// Its time has come, or it is over.
    ///
    /// @return whether it was still listed
    final boolean leaveList() {
        return list != null && list.remove(number);
    }

    /// Lets a greenlet run `action` after a while, now if that is not positive.
    ///
    /// @throws HubClosed if the hub is closed
    public final void start(long nanos, Runnable action) {
        Runnable begin =
                () -> {
                    started = true;
                    action.run();
                };
        Greenlet<?> waiting =
                nanos <= 0 ? hub.spawn(begin) : hub.spawnLater(Duration.ofNanos(nanos), begin);
        starter = waiting;
        if (state == OVER) {
            waiting.killLater();
        } else {
            caller = Thread.currentThread();
            waiting.onEnd(() -> missIfNotStarted(waiting));
            caller = null;
            if (late) {
                throw closed();
            }
        }
    }

    /// A hub that closes kills what has not begun; the code that is told of it may wait, so not
    /// here.
    private void missIfNotStarted(Greenlet<?> dead) {
        if (started || state != WAITING) {
            return;
        }
        if (caller == Thread.currentThread()) { // a link would be of the caller's own hub
            late = true;
        } else {
            Home.insteadOf(dead, this::miss);
        }
    }

    @Override
    public final void run() {
        if (hub.isClosed()) {
            miss();
            return;
        }
        Runnable wanted = body;
        if (wanted == null || !STATE.compareAndSet(this, WAITING, RUNNING)) {
            return;
        }
        try {
            wanted.run();
        } catch (GreenletExit killed) {
            // no error: somebody wanted it
        } catch (Throwable e) {
            failed(e);
        } finally {
            end();
        }
    }

    private void miss() {
        refuse(closed());
    }

    private HubClosed closed() {
        return new HubClosed(
                hub
                        + " was closed before a task of its scheduler could begin: what has to"
                        + " outlive a hub belongs on another");
    }

    /// Ends it, if it has not begun, as one that the hub refuses.
    public final void refuse(HubClosed error) {
        Runnable task = original;
        if (task != null && STATE.compareAndSet(this, WAITING, OVER)) {
            missed(task, error);
            release();
        }
    }

    private void end() {
        state = OVER;
        release();
    }

    private void release() {
        body = null;
        original = null;
        boolean ignored = leaveList();
        over();
    }

    /// Takes it back, unless it has begun: then it is left alone.
    public void dispose() {
        if (STATE.compareAndSet(this, WAITING, OVER)) {
            Greenlet<?> waiting = starter;
            if (waiting != null) {
                waiting.killLater();
            }
            release();
        } else {
            boolean ignored = STATE.compareAndSet(this, RUNNING, LEFT_ALONE);
        }
    }

    /// Whether it is over, or was disposed of; not while it just runs.
    public boolean isDisposed() {
        return state >= LEFT_ALONE;
    }

    /// What it runs; null when it is over.
    protected final @Nullable Runnable body() {
        return body;
    }
}
