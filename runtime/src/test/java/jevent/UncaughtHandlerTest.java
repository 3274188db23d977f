package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.flow.Stages;
import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A greenlet whose thread gets an uncaught exception handler from its body, or loses ours.
@GreenTest
class UncaughtHandlerTest {

    private static void change(boolean toNone) {
        Thread.UncaughtExceptionHandler none = null;
        Thread.currentThread().setUncaughtExceptionHandler(toNone ? none : (thread, error) -> {});
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itStaysOnItsHub(boolean toNone, TestHub hub) {
        var greenlet =
                Green.spawn(() -> {
                    change(toNone);
                    Green.sleep(Duration.ofHours(1)); // in the time of its hub
                    return Hub.current();
                });

        assertThat(greenlet.get()).isSameAs(hub.hub());
        assertThat(hub.elapsed()).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itIsTimedOutAndKilledAsAnyOther(boolean toNone) {
        var greenlet =
                Green.spawn(() -> {
                    change(toNone);
                    String over =
                            Timeout.callOr(
                                    Duration.ofHours(1),
                                    "over",
                                    () -> {
                                        new Event().await();
                                        return "set";
                                    });
                    assertThat(over).isEqualTo("over");
                    new Event().await();
                });
        Green.sleep(Duration.ofHours(2));

        greenlet.kill();
        assertThat(greenlet.isKilled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aThreadThatItsBodyStartsBelongsToNoHub(boolean toNone) {
        var greenlet =
                Green.spawn(() -> {
                    change(toNone);
                    var seen = new CompletableFuture<@Nullable Hub>();
                    Thread.ofVirtual().start(() -> seen.complete(Hub.currentOrNull()));
                    return Stages.<@Nullable Hub>await(seen) == null;
                });

        assertThat(greenlet.get()).isTrue();
    }
}
