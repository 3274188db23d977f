package jevent.net;

import java.nio.channels.ClosedChannelException;

/// A socket was closed by this program, before or during the call; not by the peer.
public final class SocketClosed extends ClosedChannelException {

    private static final long serialVersionUID = 1L;

    private final String message;

    SocketClosed(String message) {
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
