package jevent.loop;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The loop's view of its channels: one NIO selector, opened when it is first needed.
final class Poller {

    /// The watchers of one channel.
    private static final class Slot {
        final List<IoWatcher> watchers = new ArrayList<>(2);

        int interest() {
            int ops = 0;
            for (IoWatcher watcher : watchers) {
                ops |= watcher.ops();
            }
            return ops;
        }
    }

    /// Written on the hub; read by any thread that wakes the loop.
    private volatile @Nullable Selector selector;

    /// Written on the hub; read by any thread that wakes the loop.
    private volatile int watched;

    /// Of channels that were found ready and not looked at yet; the lookout's while it is on duty.
    private final List<SelectionKey> ready = new ArrayList<>();

    private final Consumer<SelectionKey> found = ready::add;

    private @Nullable Lookout lookout;

    /// Written on the hub; read by any thread that wakes the loop.
    private volatile @Nullable EmbeddedLoop embedded;

    /// Set when the selector is about to be closed. That may take the loop fiber a while, and the
    /// thread that carries it waits meanwhile: by parking. Written on the hub, read by any thread.
    private volatile boolean closed;

    @Nullable EmbeddedLoop embedded() {
        return embedded;
    }

    void embed(EmbeddedLoop inner) {
        embedded = inner;
    }

    /// Whether there are channels to wait for; not any more when [#close] has begun.
    boolean hasWatchers() {
        return !closed && (watched > 0 || embedded != null);
    }

    int watched() {
        return watched;
    }

    void watch(IoWatcher watcher) throws ClosedChannelException {
        SelectionKey key = watcher.channel().keyFor(selector());
        if (key == null || !key.isValid()) {
            key = watcher.channel().register(selector(), 0, new Slot());
        }
        slot(key).watchers.add(watcher);
        key.interestOps(slot(key).interest());
        count(1);
        if (isElsewhere()) {
            wakeupSelector();
        }
    }

    void unwatch(IoWatcher watcher) {
        count(-1);
        Selector opened = selector;
        SelectionKey key = opened == null || closed ? null : watcher.channel().keyFor(opened);
        if (key == null || !key.isValid()) {
            return; // the channel has been closed, and its key is gone
        }
        slot(key).watchers.remove(watcher);
        key.interestOps(slot(key).interest());
    }

    /// Forgets a channel that nobody watches.
    void release(SelectableChannel channel) {
        Selector opened = selector;
        SelectionKey key = opened == null || closed ? null : channel.keyFor(opened);
        if (key == null || (key.isValid() && !slot(key).watchers.isEmpty())) {
            return;
        }
        key.cancel();
        if (isElsewhere()) {
            wakeupSelector();
        } else {
            look(); // this is when the selector lets go of it
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the hub writes; volatile is for the readers
    private void count(int difference) {
        watched += difference;
    }

    private static Slot slot(SelectionKey key) {
        return (Slot) key.attachment();
    }

    private Selector selector() {
        Selector opened = selector;
        if (opened == null) {
            try {
                opened = Selector.open();
            } catch (IOException e) {
                throw new UncheckedIOException("the loop cannot open a selector", e);
            }
            selector = opened;
        }
        return opened;
    }

    /// Whether channels are known to be ready.
    boolean hasReady() {
        EmbeddedLoop inner = embedded;
        return !closed
                && ((inner != null && inner.isDue()) || (!isElsewhere() && !ready.isEmpty()));
    }

    /// Looks without waiting, and marks the watchers of ready channels as pending.
    void poll() {
        if (selector == null || isElsewhere()) {
            return;
        }
        if (ready.isEmpty()) {
            look();
        }
        for (SelectionKey key : ready) {
            ready(key);
        }
        ready.clear();
    }

    private void look() {
        try {
            selector().selectNow(found);
        } catch (IOException e) {
            throw new UncheckedIOException("the loop's selector failed", e);
        }
    }

    private static void ready(SelectionKey key) {
        int readyOps;
        try {
            readyOps = key.readyOps();
        } catch (CancelledKeyException e) {
            readyOps = ~0; // closed: every watcher should find out
        }
        for (IoWatcher watcher : slot(key).watchers) {
            if ((watcher.ops() & readyOps) != 0) {
                watcher.happened();
            }
        }
    }

    // ---- waiting

    /// Leaves the waiting to a thread of its own, until a channel is ready.
    void awaitElsewhere(Loop.Owner owner) {
        if (closed || watched == 0 || isElsewhere()) {
            return;
        }
        Lookout thread = lookout;
        if (thread == null) {
            thread = new Lookout(selector(), ready, owner);
            thread.start();
            lookout = thread;
        }
        thread.call();
    }

    private boolean isElsewhere() {
        return lookout != null && lookout.isOnDuty();
    }

    /// Waits until a channel is ready, for `nanos` at most, or until [#wakeup].
    ///
    /// A thread can wait in one place only: for an embedded loop, while the lookout waits for us.
    void await(long nanos, Loop.Owner owner) {
        EmbeddedLoop inner = embedded;
        try {
            if (inner != null) {
                awaitElsewhere(owner);
                inner.await(nanos);
            } else {
                select(nanos);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the loop's selector failed", e);
        }
    }

    private void select(long nanos) throws IOException {
        // Rounded up: waking a millisecond late is better than spinning through the last one.
        long millis = nanos == Long.MAX_VALUE ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
        selector().select(found, nanos == Long.MAX_VALUE ? 0 : Math.max(1, millis));
    }

    void wakeup() {
        EmbeddedLoop inner = embedded;
        if (inner != null) {
            inner.wakeup();
        } else {
            wakeupSelector();
        }
    }

    private void wakeupSelector() {
        Selector opened = selector;
        if (opened != null) {
            opened.wakeup();
        }
    }

    void close() {
        closed = true;
        EmbeddedLoop inner = embedded;
        if (inner != null) {
            inner.close();
        }
        if (lookout != null) {
            lookout.dismiss();
        }
        Selector opened = selector;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the loop's selector does not close", e);
            }
        }
    }
}
