package jevent.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// One system call's worth of a buffer.
///
/// The JDK copies a heap buffer as a whole into a direct one, and keeps that: a large one is
/// therefore passed on in pieces.
final class Transfer {

    private static final int PIECE = 128 * 1024;

    private Transfer() {}

    /// How many bytes the next call moves at most.
    static int size(ByteBuffer buffer) {
        int remaining = buffer.remaining();
        return buffer.isDirect() ? remaining : Math.min(remaining, PIECE);
    }

    static int read(SocketChannel channel, ByteBuffer target) throws IOException {
        int limit = target.limit();
        target.limit(target.position() + size(target));
        try {
            return channel.read(target);
        } finally {
            target.limit(limit);
        }
    }

    static int write(SocketChannel channel, ByteBuffer source) throws IOException {
        int limit = source.limit();
        source.limit(source.position() + size(source));
        try {
            return channel.write(source);
        } finally {
            source.limit(limit);
        }
    }
}
