package jevent.reactor.netty;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;

import java.util.concurrent.RejectedExecutionException;

/// Netty's own handler of channels, but woken by waking the hub.
///
/// It takes no channel once it has closed those that it has: Netty would, and forget it. A channel
/// that is not taken is closed by Netty.
final class HubIoHandler implements IoHandler {

    private final IoHandler nio;
    private final Runnable signal;

    /// On the loop only, like all but the wake-up.
    private boolean ending;

    HubIoHandler(IoHandler nio, Runnable signal) {
        this.nio = nio;
        this.signal = signal;
    }

    @Override
    public void wakeup() {
        signal.run();
    }

    @Override
    public void initialize() {
        nio.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        return nio.run(context);
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        if (ending) {
            throw new RejectedExecutionException("the event loop ends and takes no channel");
        }
        return nio.register(handle);
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return nio.isCompatible(handleType);
    }

    @Override
    public void prepareToDestroy() {
        ending = true;
        nio.prepareToDestroy();
    }

    @Override
    public void destroy() {
        nio.destroy();
    }
}
