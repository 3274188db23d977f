package jevent;

import jevent.kernel.Fiber;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/// What a blocking JDK call throws when its thread is interrupted.
final class Interruptions {

    private Interruptions() {}

    /// What a greenlet has failed with. A kill that found it inside a JDK call got it out by an
    /// interrupt: then what counts is the kill.
    static Throwable cause(Throwable error, Fiber fiber) {
        Throwable undelivered = fiber.undelivered();
        return undelivered != null && isOne(error) ? undelivered : error;
    }

    private static boolean isOne(Throwable error) {
        return error instanceof InterruptedException
                || error instanceof ClosedByInterruptException
                || (error instanceof InterruptedIOException
                        && !(error instanceof SocketTimeoutException))
                || (error instanceof SocketException
                        && "Closed by interrupt".equals(error.getMessage()));
    }
}
