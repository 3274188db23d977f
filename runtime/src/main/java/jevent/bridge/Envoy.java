package jevent.bridge;

import jevent.Greenlet;

import org.jspecify.annotations.Nullable;

/// Sends an element on behalf of a thread that is not on the hub of the stream.
final class Envoy {

    private Envoy() {}

    /// From another hub or a thread without one: a greenlet of the stream's hub sends, and is
    /// killed if the caller that waits for it is killed.
    static <T> void send(Sender<T> out, T item) {
        Greenlet<@Nullable Throwable> envoy =
                out.hub().<@Nullable Throwable>spawn(() -> failureOf(out, item));
        Throwable failure;
        try {
            failure = envoy.get();
        } catch (Throwable e) {
            envoy.killLater();
            throw e;
        }
        if (failure != null) {
            throw Failures.raise(failure);
        }
    }

    /// An envoy does not fail: it could do so before its sender listens, and would be reported.
    private static <T> @Nullable Throwable failureOf(Sender<T> out, T item) {
        try {
            out.sendAsGuest(Thread.currentThread(), () -> item);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }
}
