package jevent.net;

import jevent.ConcurrentUse;
import jevent.Green;
import jevent.Waiter;
import jevent.loop.Alarm;
import jevent.loop.IoWatcher;
import jevent.loop.Loop;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;

/// One direction of a socket: which greenlet uses it, and what wakes that greenlet.
///
/// ```text
///            await               ready, limit over, closed          end
///   FREE ────────────▶ WAITING ────────────────────────────▶ WOKEN ─────▶ FREE
///                         └──────────── kill, timeout ───────────────────▶
/// ```
///
/// A change of what a selector watches costs more than a read. So a direction in which events are
/// rare stays watched when nobody waits, without keeping the hub alive, and is given up only when
/// an event finds nobody.
///
/// On the hub only.
final class Direction {

    private enum Wake {
        READY,
        EXPIRED,
        CLOSED
    }

    /// After so many calls that found the channel ready, others have a turn.
    private static final int SHARE = 16;

    private final Object socket;
    private final String act;
    private final Loop loop;
    private final IoWatcher watcher;
    private final boolean staysWatched;
    private final Runnable onReady = this::ready;
    private final Runnable onExpiry = this::expire;

    private @Nullable Duration limit;
    private @Nullable Object user;
    private @Nullable Waiter<Wake> waiter;
    private @Nullable Alarm alarm;
    private @Nullable String closed;
    private boolean expired;
    private int streak;

    /// @param act what one does to the socket in this direction, for messages: "read"
    Direction(Object socket, String act, Loop loop, SelectableChannel channel, int ops) {
        this.socket = socket;
        this.act = act;
        this.loop = loop;
        this.watcher = loop.io(channel, ops);
        this.staysWatched = (ops & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT)) != 0;
        watcher.ref(false);
    }

    /// Bounds the time from one [#begin] to its [#end].
    void limit(Duration value) {
        limit = checked(value);
    }

    /// Refuses what is negative.
    static Duration checked(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(
                    "negative duration " + value + ": a call can take no less than no time");
        }
        return value;
    }

    /// Begins an operation, after others have had their turn where the channel is always ready.
    /// That comes first, while the caller has moved nothing: so a greenlet that does not wait in
    /// the middle of an operation is in nobody's way.
    ///
    /// @throws ConcurrentUse if another greenlet is in the middle of one
    void begin() throws SocketClosed {
        ensureOnHub();
        ensureFree();
        ensureOpen();
        if (++streak >= SHARE) {
            streak = 0;
            Green.yieldNow();
            ensureFree();
            ensureOpen();
        }
    }

    private void ensureFree() {
        if (user != null) {
            throw new ConcurrentUse(
                    "%s cannot %s %s: %s does so already; take turns, with a Semaphore(1) perhaps"
                            .formatted(me(), act, socket, user));
        }
    }

    void ensureOnHub() {
        if (!loop.isOnHub()) {
            throw new IllegalStateException(
                    socket
                            + " belongs to another hub than "
                            + Thread.currentThread()
                            + "; use it there, with hub.spawn(...) or hub.run(...)");
        }
    }

    /// Ends it, however it went.
    void end() {
        user = null;
        expired = false;
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    /// As [#begin] in the middle of an operation, between two pieces: there, it keeps others out.
    void share() throws SocketClosed {
        if (++streak >= SHARE) {
            streak = 0;
            user = me();
            Green.yieldNow();
            ensureOpen();
        }
    }

    /// Waits until the channel seems to be ready.
    void await() throws IOException {
        if (limit != null && alarm == null) {
            alarm = loop.alarm(nanos(limit), onExpiry);
        }
        if (!watcher.isActive()) {
            watcher.start(onReady);
        }
        switch (expired ? Wake.EXPIRED : park()) {
            case READY -> {}
            case CLOSED -> ensureOpen();
            case EXPIRED ->
                    throw new SocketTimeoutException(
                            "%s of %s: timed out after %s".formatted(act, socket, limit));
        }
    }

    /// Waits for a while, whatever the channel does.
    void pause(long nanos) throws SocketClosed {
        watcher.stop();
        alarm = loop.alarm(nanos, onExpiry);
        park();
        ensureOpen();
        alarm = null;
        expired = false;
    }

    private Wake park() {
        user = me();
        streak = 0;
        var waiting = Waiter.<Wake>outside(this);
        waiter = waiting;
        watcher.ref(true);
        try {
            return waiting.get();
        } finally {
            watcher.ref(false);
            waiter = null;
        }
    }

    private void ready() {
        Waiter<Wake> waiting = waiter;
        if (waiting != null) {
            waiting.wake(Wake.READY);
        }
        if (waiting == null || !staysWatched) {
            watcher.stop();
        }
    }

    private void expire() {
        expired = true;
        if (waiter != null) {
            waiter.wake(Wake.EXPIRED);
        }
    }

    /// Ends it for good; a greenlet that waits is told.
    ///
    /// @param reason what has happened to it: "closed"
    void close(String reason) {
        if (closed == null) {
            closed = reason;
        }
        if (waiter != null) {
            waiter.wake(Wake.CLOSED);
        }
        watcher.close();
    }

    void ensureOpen() throws SocketClosed {
        if (closed != null) {
            throw new SocketClosed("cannot %s %s: it has been %s".formatted(act, socket, closed));
        }
    }

    /// The caller, for messages.
    private static Object me() {
        Thread thread = Thread.currentThread();
        if (!thread.isVirtual()) {
            return thread;
        }
        try {
            return Green.current();
        } catch (IllegalStateException notAGreenlet) {
            return thread;
        }
    }

    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE; // longer than 292 years
        }
    }

    @Override
    public String toString() {
        return act + " of " + socket;
    }
}
