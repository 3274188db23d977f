package jevent.engine;

import jevent.loop.EmbeddedLoop;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The loop's view of its channels: one NIO selector, opened when it is first needed.
final class Poller {

    /// A channel that is closed without our knowledge is found out so soon.
    static final long LOOK_MILLIS = 1_000;

    /// The watchers of one channel.
    private static final class Slot {
        final SelectableChannel channel;
        final List<LoopIo> watchers = new ArrayList<>(2);

        Slot(SelectableChannel channel) {
            this.channel = channel;
        }

        int interest() {
            int ops = 0;
            for (LoopIo watcher : watchers) {
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

    /// Of all channels that are registered.
    private final IdentityHashMap<SelectableChannel, Slot> slots = new IdentityHashMap<>();

    /// Their number. Written on the hub; read by the lookout.
    private volatile int registered;

    /// What the selector has failed with; it is replaced then. Any thread of ours.
    private volatile @Nullable Exception failure;

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

    void watch(LoopIo watcher) throws ClosedChannelException {
        SelectionKey key = watcher.channel().keyFor(selector());
        if (key == null || !key.isValid()) {
            key = register(new Slot(watcher.channel()));
        }
        slot(key).watchers.add(watcher);
        key.interestOps(slot(key).interest());
        count(1);
        if (isElsewhere()) {
            wakeupSelector();
        }
    }

    private SelectionKey register(Slot slot) throws ClosedChannelException {
        SelectionKey key = slot.channel.register(selector(), slot.interest(), slot);
        slots.put(slot.channel, slot);
        registered = slots.size();
        return key;
    }

    private void forget(SelectableChannel channel) {
        slots.remove(channel);
        registered = slots.size();
    }

    void unwatch(LoopIo watcher) {
        count(-1);
        Slot slot = slots.get(watcher.channel());
        Selector opened = selector;
        if (slot != null) {
            slot.watchers.remove(watcher);
            SelectionKey key = opened == null || closed ? null : slot.channel.keyFor(opened);
            if (key != null && key.isValid()) { // else the channel has been closed
                key.interestOps(slot.interest());
            }
        }
    }

    /// Forgets a channel that nobody watches.
    void release(SelectableChannel channel) {
        Slot slot = slots.get(channel);
        Selector opened = selector;
        if (slot == null || opened == null || closed || !slot.watchers.isEmpty()) {
            return;
        }
        forget(channel);
        SelectionKey key = channel.keyFor(opened);
        if (key == null) {
            return;
        }
        key.cancel();
        if (isElsewhere()) {
            wakeupSelector();
        } else {
            look(); // this is when the selector lets go of it
        }
    }

    /// A watcher has ended that was told of its channel's end.
    void ended() {
        count(-1);
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

    /// Whether channels are known to be ready, or there is something to be mended.
    boolean hasReady() {
        EmbeddedLoop inner = embedded;
        return !closed
                && ((inner != null && inner.isDue())
                        || (!isElsewhere()
                                && (!ready.isEmpty() || failure != null || isAnyGone())));
    }

    /// Looks without waiting, and marks the watchers of ready channels as pending.
    void poll(LoopOwner owner) {
        if (selector == null || isElsewhere()) {
            return;
        }
        if (ready.isEmpty() && failure == null) {
            look();
        }
        for (SelectionKey key : ready) {
            ready(key);
        }
        ready.clear();
        if (isAnyGone()) {
            tellOfClosed();
        }
        Exception broken = failure;
        if (broken != null) {
            replaceSelector(owner, broken);
        }
    }

    private void look() {
        try {
            selector().selectNow(found);
        } catch (IOException | ClosedSelectorException e) {
            failure = e;
        }
    }

    // ---- what others do to our channels

    /// Whether channels have left the selector that we have not taken out of it: somebody else has
    /// closed them.
    boolean isAnyGone() {
        Selector opened = selector;
        return opened != null && opened.isOpen() && opened.keys().size() != registered;
    }

    private void tellOfClosed() {
        for (Slot slot : List.copyOf(slots.values())) {
            if (!slot.channel.isOpen()) {
                forget(slot.channel);
                slot.watchers.forEach(LoopWatcher::happened);
            }
        }
    }

    /// The selector has failed, or has been closed by whatever: a new one takes over its channels.
    private void replaceSelector(LoopOwner owner, Exception reason) {
        Selector broken = selector;
        selector = null;
        ready.clear();
        if (lookout != null) {
            lookout.dismiss(); // it belongs to the old one
            lookout = null;
        }
        closeQuietly(broken);
        List<Slot> before = List.copyOf(slots.values());
        slots.clear();
        selector();
        failure = null;
        for (Slot slot : before) {
            try {
                register(slot);
            } catch (ClosedChannelException | RuntimeException e) {
                slot.watchers.forEach(LoopWatcher::happened); // they will find out
            }
        }
        owner.failed("the selector of " + owner + ", which has been replaced", reason);
    }

    /// Gives back what it holds of the system, if it still can.
    private static void closeQuietly(@Nullable Selector broken) {
        try {
            if (broken != null) {
                broken.close();
            }
        } catch (IOException e) {
            // It is replaced because it fails, and that is reported.
        }
    }

    private static void ready(SelectionKey key) {
        int readyOps;
        try {
            readyOps = key.readyOps();
        } catch (CancelledKeyException e) {
            readyOps = ~0; // closed: every watcher should find out
        }
        for (LoopIo watcher : slot(key).watchers) {
            if ((watcher.ops() & readyOps) != 0) {
                watcher.happened();
            }
        }
    }

    // ---- waiting

    /// Leaves the waiting to a thread of its own, until a channel is ready.
    void awaitElsewhere(LoopOwner owner) {
        if (closed || watched == 0 || isElsewhere()) {
            return;
        }
        Lookout thread = lookout;
        if (thread == null) {
            thread = new Lookout(selector(), ready, this::isAnyGone, owner);
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
    void await(long nanos, LoopOwner owner) {
        EmbeddedLoop inner = embedded;
        try {
            if (inner == null) {
                select(nanos);
                return;
            }
        } catch (ClosedSelectorException | IOException e) {
            failure = e; // the loop mends it
            return;
        }
        awaitElsewhere(owner);
        try {
            inner.await(nanos);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded loop failed", e);
        }
    }

    private void select(long nanos) throws IOException {
        // Rounded up: waking a millisecond late is better than spinning through the last one.
        long millis =
                TimeUnit.NANOSECONDS.toMillis(Math.min(nanos, Long.MAX_VALUE - 999_999) + 999_999);
        selector().select(found, Math.clamp(millis, 1, LOOK_MILLIS));
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
