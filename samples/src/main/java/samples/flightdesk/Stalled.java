package samples.flightdesk;

import static java.lang.System.Logger.Level.WARNING;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Cuts off a client that does not read its answer. Its greenlet is killed then, as for any client
/// that goes away, and gives back what it holds.
final class Stalled extends IdleStateHandler {

    private static final System.Logger LOG = System.getLogger(Stalled.class.getName());

    private final Duration patience;

    Stalled(Duration patience) {
        super(true, 0, patience.toMillis(), 0, TimeUnit.MILLISECONDS);
        this.patience = patience;
    }

    /// Nothing has been written for a while: because there was nothing to write, or no room.
    @Override
    protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
        var waiting = context.channel().unsafe().outboundBuffer();
        if (waiting != null && waiting.totalPendingWriteBytes() > 0) {
            LOG.log(
                    WARNING,
                    "{0} has read nothing for {1}: cut off",
                    context.channel().remoteAddress(),
                    patience);
            var _ = context.close();
        }
    }
}
