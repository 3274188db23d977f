package jevent.testing;

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
/// nobody looks at.
public final class VirtualTime {

    private VirtualTime() {}

    /// Runs `body` and returns its result.
    public static <T extends @Nullable Object> T run(Callable<? extends T> body) throws Exception {
        try (var hub = TestHub.virtual()) {
            hub.open();
            T result = body.call();
            hub.verify();
            return result;
        }
    }

    /// Runs `body` and returns how much virtual time that took.
    public static Duration measure(Runnable body) {
        try (var hub = TestHub.virtual()) {
            hub.open();
            body.run();
            Duration taken = hub.elapsed();
            hub.verify();
            return taken;
        }
    }
}
