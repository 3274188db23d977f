package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What the watchdog sees of a loop.
class LoopTaskTest {

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final List<String> reports = new ArrayList<>();
    private final Events events =
            (Events)
                    Proxy.newProxyInstance(
                            Events.class.getClassLoader(),
                            new Class<?>[] {Events.class},
                            (proxy, method, arguments) -> answer(method.getName()));

    private @Nullable Object answer(String method) {
        return switch (method) {
            case "nanoTime" -> 0L;
            case "isDue", "isPollDue", "isSliceOver", "isAlive" -> false;
            case "name", "toString" -> "looked at";
            case "blocked" -> reports.add(method);
            default -> null;
        };
    }

    /// CARRIER: it has been chosen, and its thread is still to be made.
    @Test
    void oneThatIsAboutToBeginIsNotStalled() {
        var scheduler = new Scheduler(events, "the loop");
        var stalled = new StalledLoop();
        scheduler.loop().begin();

        stalled.look(scheduler, 0, 0, 1);
        stalled.look(scheduler, HOUR, 0, 1);

        assertThat(reports).isEmpty();
        scheduler.end();
    }
}
