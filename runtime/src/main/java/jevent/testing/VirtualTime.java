package jevent.testing;

import jevent.ThrowingRunnable;
import jevent.kernel.Strand;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Runs code on a hub of its own, whose time jumps when everybody waits.
///
/// ```java
/// Duration taken = VirtualTime.measure(() -> Green.sleep(Duration.ofHours(1)));   // 1 h, at once
/// ```
///
/// The calling thread carries the hub, as `main` does, and must have none before. The hub is closed
/// at the end; it is an error, as in a [GreenTest], to leave greenlets behind, or failures that
/// nobody looks at; beside an error of the body they are suppressed ones.
public final class VirtualTime {

    private VirtualTime() {}

    /// Runs `body` and returns its result.
    public static <T extends @Nullable Object> T run(Callable<? extends T> body) throws Exception {
        try (var hub = TestHub.virtual()) {
            hub.open();
            T result = explained(hub, body);
            hub.verify();
            return result;
        }
    }

    /// As [#run(Callable)], for a body without a result.
    public static void run(ThrowingRunnable body) throws Exception {
        VirtualTime.<@Nullable Void>run(() -> {
            body.runWithException();
            return null;
        });
    }

    /// Runs `body` and returns how much virtual time that took.
    public static Duration measure(Runnable body) {
        return measure((ThrowingRunnable) body::run);
    }

    /// As [#measure(Runnable)], for a body that may throw anything.
    public static Duration measure(ThrowingRunnable body) {
        try (var hub = TestHub.virtual()) {
            hub.open();
            Duration taken =
                    explained(
                            hub,
                            () -> {
                                body.run();
                                return hub.elapsed();
                            });
            hub.verify();
            return taken;
        }
    }

    private static <T extends @Nullable Object> T explained(
            TestHub hub, Callable<? extends T> body) {
        try {
            return body.call();
        } catch (Throwable e) {
            hub.explain(e);
            throw Strand.sneak(e);
        }
    }
}
