package jevent;

import jevent.kernel.Foreign;

import org.jspecify.annotations.Nullable;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/// What a blocking JDK call throws when its thread is interrupted.
final class Interruptions {

    /// Longer chains of causes are somebody's mistake, circles among them.
    private static final int DEEPEST = 100;

    private Interruptions() {}

    /// Whether `error` is the consequence of an interrupt, or of `reason`: one of them is in its
    /// chain of causes.
    static boolean explain(Throwable error, Throwable reason) {
        Throwable cause = error;
        for (int i = 0; cause != null && i < DEEPEST; i++) {
            if (cause == reason || isOne(cause)) {
                return true;
            }
            cause = Foreign.causeOf(cause);
        }
        return false;
    }

    private static @Nullable String messageOf(Throwable error) {
        try {
            return error.getMessage();
        } catch (Throwable e) {
            return null; // somebody's subclass
        }
    }

    private static boolean isOne(Throwable error) {
        return error instanceof InterruptedException
                || error instanceof ClosedByInterruptException
                || (error instanceof InterruptedIOException
                        && !(error instanceof SocketTimeoutException))
                || (error instanceof SocketException
                        && "Closed by interrupt".equals(messageOf(error)));
    }
}
