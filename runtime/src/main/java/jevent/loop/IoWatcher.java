package jevent.loop;

import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;

/// Watches a channel for being readable, writable, acceptable or connectable.
///
/// Level-triggered: the callback runs again as long as the channel is ready and the watcher active.
/// Several watchers may share a channel. When the channel is closed, on any thread, the watcher
/// ends, and its callback runs once within a second, so that its owner finds out.
public final class IoWatcher extends Watcher {

    private final SelectableChannel channel;
    private final int ops;

    IoWatcher(Loop loop, SelectableChannel channel, int ops) {
        super(loop);
        this.channel = channel;
        this.ops = ops;
        if (ops == 0 || (ops & ~channel.validOps()) != 0) {
            throw new IllegalArgumentException(
                    "ops " + ops + " are not among those of the channel: " + channel.validOps());
        }
    }

    int ops() {
        return ops;
    }

    SelectableChannel channel() {
        return channel;
    }

    @Override
    void activate() {
        try {
            loop.poller().watch(this);
        } catch (ClosedChannelException e) {
            throw new IllegalStateException(channel + " is closed: nothing to watch", e);
        }
    }

    @Override
    void beforeCallback() {
        if (isActive() && !channel.isOpen()) {
            deactivateOnce();
            loop.poller().ended();
        }
    }

    @Override
    void deactivate() {
        loop.poller().unwatch(this);
    }

    /// Stops, and gives the channel back if nobody else watches it: a channel that is closed after
    /// that is gone at once, and not when the loop looks at its channels again.
    @Override
    public void close() {
        super.close();
        loop.poller().release(channel);
    }

    @Override
    public String toString() {
        return "io(" + channel + ", ops=" + ops + ", " + state() + ")";
    }
}
