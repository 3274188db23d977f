package jevent.engine;

import jevent.loop.IoWatcher;

import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;

/// A channel and what it is watched for; the selector is the [Poller].
final class LoopIo extends LoopWatcher implements IoWatcher {

    private final SelectableChannel channel;
    private final int ops;

    LoopIo(EventLoop loop, SelectableChannel channel, int ops) {
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
