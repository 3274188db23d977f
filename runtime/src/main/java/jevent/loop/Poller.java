package jevent.loop;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

    boolean hasWatchers() {
        return watched > 0;
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
    }

    void unwatch(IoWatcher watcher) {
        count(-1);
        SelectionKey key = watcher.channel().keyFor(selector());
        if (key == null || !key.isValid()) {
            return; // the channel has been closed, and its key is gone
        }
        slot(key).watchers.remove(watcher);
        key.interestOps(slot(key).interest());
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
        Selector opened = selector;
        return opened != null && !opened.selectedKeys().isEmpty();
    }

    /// Looks without waiting, and marks the watchers of ready channels as pending.
    void poll() {
        Selector opened = selector;
        if (opened == null) {
            return;
        }
        try {
            opened.selectNow();
        } catch (IOException e) {
            throw new UncheckedIOException("the loop's selector failed", e);
        }
        var ready = opened.selectedKeys();
        if (!ready.isEmpty()) {
            ready.forEach(Poller::ready);
            ready.clear();
        }
    }

    private static void ready(SelectionKey key) {
        int readyOps;
        try {
            readyOps = key.readyOps();
        } catch (CancelledKeyException e) {
            readyOps = ~0; // closed: every watcher should find out
        }
        for (IoWatcher watcher : List.copyOf(slot(key).watchers)) {
            if ((watcher.ops() & readyOps) != 0) {
                watcher.happened();
            }
        }
    }

    /// Waits until a channel is ready, for `nanos` at most, or until [#wakeup].
    void await(long nanos) throws IOException {
        // Rounded up: waking a millisecond late is better than spinning through the last one.
        long millis = nanos == Long.MAX_VALUE ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
        selector().select(nanos == Long.MAX_VALUE ? 0 : Math.max(1, millis));
    }

    void wakeup() {
        Selector opened = selector;
        if (opened != null) {
            opened.wakeup();
        }
    }

    void close() {
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
