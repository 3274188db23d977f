package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.pool.Pool;
import jevent.sync.AsyncResult;
import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// An error of the user is told at once: what, in which state, and what to do.
@GreenTest
class MisuseTest {

    private static final Duration NEGATIVE = Duration.ofMillis(-1);

    @Test
    void aCallbackMustNotWait(TestHub hub) {
        List<Runnable> waits =
                List.of(
                        () -> Green.sleep(1),
                        Green::yieldNow,
                        () -> new Event().await(),
                        () -> new Event().await(Duration.ofMillis(1)),
                        () -> new AsyncResult<String>().get(),
                        () -> Hub.current().run(() -> "never"));
        waits.forEach(Hub.current()::execute);
        Green.sleep(1);

        assertThat(hub.takeFailures())
                .hasSize(waits.size())
                .allSatisfy(error ->
                        assertThat(error)
                                .isInstanceOf(BlockingSwitchOut.class)
                                .hasMessageContaining("a callback of hub test tried to wait")
                                .hasMessageContaining("hub.spawn(...)"));
    }

    @Test
    void aCallbackThatTriesToWaitLeavesNoWaiterBehind(TestHub hub) {
        var event = new Event();
        Hub.current().execute(event::await);
        Green.sleep(1);

        assertThat(event).hasToString("Event [not set, 0 waiting]");
        assertThat(hub.takeFailures()).hasSize(1);
    }

    static Stream<ThrowingCallable> negativeDurations() {
        return Stream.of(
                () -> Green.sleep(NEGATIVE),
                () -> Green.spawnLater(NEGATIVE, () -> "never"),
                () -> jevent.Timeout.of(NEGATIVE),
                () -> new Waiter<String>().get(NEGATIVE),
                () -> new AsyncResult<String>().get(NEGATIVE),
                () -> Green.asReady(List.of(new Event()), NEGATIVE),
                () -> Hub.current().join(NEGATIVE),
                () -> Hub.current().close(NEGATIVE),
                () -> Hub.current().loop().timer(NEGATIVE));
    }

    @ParameterizedTest
    @MethodSource("negativeDurations")
    void aNegativeDurationIsRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative duration");
        assertThat(Hub.current().isClosed()).isFalse();
    }

    static Stream<ThrowingCallable> nulls() {
        return Stream.of(
                () -> Green.spawn(MisuseTest.<Runnable>nothing()),
                () -> Green.sleep(MisuseTest.<Duration>nothing()),
                () -> Hub.open(MisuseTest.<String>nothing()),
                () -> Hub.host("hosted", nothing()),
                () -> Hub.current().execute(nothing()),
                () -> Hub.current().hold(nothing()),
                () -> Hub.current().onError(nothing()),
                () -> Hub.current().loop().runCallback(nothing()),
                () -> Hub.current().loop().async().start(nothing()),
                () -> jevent.Timeout.of(nothing()),
                () -> new AsyncResult<String>().setException(nothing()),
                () -> new Event().rawLink(nothing()),
                () -> new RawGreenlet(nothing()),
                () -> RawGreenlet.current().throwInto(nothing()));
    }

    @ParameterizedTest
    @MethodSource("nulls")
    void nullIsRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NullPointerException.class);
        assertThat(Hub.current().stats().greenlets()).isZero();
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    @Test
    void theLoopIsForItsHubOnly() {
        try (Hub other = Hub.open("other")) {
            for (ThrowingCallable touch :
                    List.<ThrowingCallable>of(
                            () -> other.loop().runCallback(() -> {}),
                            () -> other.loop().alarm(1, () -> {}),
                            () -> other.loop().async().ref(false))) {
                assertThatThrownBy(touch)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("the loop of hub other was touched by")
                        .hasMessageContaining("hub.execute(...)");
            }
        }
    }

    @Test
    void aThreadHasOneHub() {
        assertThatThrownBy(() -> Hub.carrying("second", jevent.loop.Clock.SYSTEM))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has a hub already");
    }

    @Test
    void whoIsNoGreenletIsTold() {
        assertThatThrownBy(Green::current)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not a greenlet")
                .hasMessageContaining("Green.spawn(...)");
        assertThat(Green.currentOrNull()).isNull();
    }

    @Test
    void aPoolOfNothingIsRefused() {
        assertThatThrownBy(() -> new Pool(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
