package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Where a failure goes: to those who observe it, else to the hub's error handler.
@GreenTest
class FailureTest {

    private final IOException broken = new IOException("broken");
    private final List<Object> log = new ArrayList<>();

    private Greenlet<String> failing() {
        return Green.spawn(() -> {
            throw broken;
        });
    }

    @Test
    void getThrowsTheVeryObject(TestHub hub) {
        Greenlet<String> greenlet = failing();

        assertThatThrownBy(greenlet::get).isSameAs(broken);
        assertThatThrownBy(greenlet::get).isSameAs(broken);
        assertThat(greenlet.failure()).isSameAs(broken);
        assertThat(greenlet.outcome()).isEqualTo(new Outcome.Failure<>(broken));
        assertThat(hub.takeFailures()).isEmpty();
    }

    @Test
    void joinNeverThrowsItAndDoesNotObserveIt(TestHub hub) {
        Greenlet<String> greenlet = failing();

        greenlet.join();
        assertThat(greenlet.join(Duration.ZERO)).isTrue();

        assertThat(hub.takeFailures()).containsExactly(broken);
    }

    @Test
    void toJoinManyObservesNothing(TestHub hub) {
        Green.joinAll(List.of(failing(), failing()));
        assertThat(hub.takeFailures()).containsExactly(broken, broken);

        Green.joinAll(List.of(failing()), Duration.ofSeconds(1));
        assertThat(hub.takeFailures()).containsExactly(broken);
    }

    @Test
    void whoeverLinksObserves(TestHub hub) {
        failing().link(g -> log.add("link"));
        failing().rawLink(() -> log.add("rawLink"));
        failing().linkException(g -> log.add("linkException"));
        Green.sleep(1);

        assertThat(log).hasSize(3);
        assertThat(hub.takeFailures()).isEmpty();
    }

    @Test
    void whoeverLinksForAValueObservesNothing(TestHub hub) {
        failing().linkValue(g -> log.add("linkValue"));
        Green.sleep(1);

        assertThat(log).isEmpty();
        assertThat(hub.takeFailures()).containsExactly(broken);
    }

    @Test
    void toWaitForOneOrAllObservesNothing(TestHub hub) {
        Green.waitAll(List.of(failing(), failing()));
        assertThat(hub.takeFailures()).containsExactly(broken, broken);

        assertThat(Green.waitAny(List.of(failing())).failure()).isSameAs(broken);
        assertThat(hub.takeFailures()).containsExactly(broken);
    }

    @Test
    void whoeverGoesThroughThemObservesThoseThatHeReaches(TestHub hub) {
        try (var ready = Green.asReady(List.of(failing(), failing(), failing()))) {
            assertThat(ready.iterator().next().failure()).isSameAs(broken);
            Green.yieldNow(); // all have ended
            assertThat(hub.takeFailures()).isEmpty();
        }

        assertThat(hub.takeFailures()).containsExactly(broken, broken);
    }

    @Test
    void ofSeveralFailuresTheFirstIsThrownAndTheOthersAreReported(TestHub hub) {
        assertThatThrownBy(() -> Green.joinAllOrRaise(List.of(failing(), failing())))
                .isSameAs(broken);
        Green.yieldNow();

        assertThat(hub.takeFailures()).containsExactly(broken);
    }

    @Test
    void aLinkOfAHubThatHasStoppedObservesNothing(TestHub hub) {
        var gate = new Event();
        Greenlet<String> greenlet =
                Green.spawn(() -> {
                    gate.await();
                    throw broken;
                });
        try (Hub other = Hub.open("other")) {
            other.run(() -> greenlet.link(g -> log.add("link")));
            other.run(() -> greenlet.linkException(g -> log.add("linkException")));
            other.run(() -> greenlet.rawLink(() -> log.add("rawLink")));
        }
        gate.set();
        greenlet.join();

        assertThat(hub.takeFailures()).containsExactly(broken);
        assertThat(log).isEmpty();
    }

    @Test
    void aKillIsNoFailure(TestHub hub) {
        Greenlet<?> greenlet = Green.spawn(() -> Green.sleep(1_000));
        Green.yieldNow();
        greenlet.kill();

        assertThat(hub.takeFailures()).isEmpty();
    }

    @Test
    void theErrorHandlerIsToldTheGreenlet() {
        try (Hub hub = Hub.open("other")) {
            hub.onError((where, context, error) -> log.add(context + " on " + where));
            hub.spawn(
                            () -> {
                                Green.current().named("worker");
                                throw broken;
                            })
                    .join();
        }

        assertThat(log.toString()).contains("worker [failed: IOException] on hub other");
    }

    @Test
    void whatRunThrowsToItsCallerIsNotReported() {
        try (Hub hub = Hub.open("other")) {
            hub.onError((where, context, error) -> log.add(context));
            for (int i = 0; i < 500; i++) {
                assertThatThrownBy(() ->
                                hub.run(() -> {
                                    throw broken;
                                }))
                        .isSameAs(broken);
            }
        }

        assertThat(log).isEmpty();
    }

    @Test
    void anErrorHandlerThatFailsIsSurvived() {
        try (Hub hub = Hub.open("other")) {
            hub.onError((where, context, error) -> {
                throw new IllegalStateException("the handler", null);
            });
            Greenlet<String> greenlet =
                    hub.spawn(() -> {
                        throw broken;
                    });

            greenlet.join();
            assertThatThrownBy(greenlet::get).isSameAs(broken);
            assertThat(hub.run(() -> "alive")).isEqualTo("alive");
        }
    }

    @Test
    void aStackOverflowFailsOneGreenletOnly() {
        for (int i = 0; i < 20; i++) {
            Greenlet<?> greenlet = Green.spawn(() -> recurse(1));
            assertThatThrownBy(greenlet::get).isInstanceOf(StackOverflowError.class);
        }
        assertThat(Green.spawn(() -> "alive").get()).isEqualTo("alive");
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    @Test
    void aCallbackThatFailsIsReportedAndTheLoopGoesOn(TestHub hub) {
        var error = new IllegalStateException("in a callback");
        Hub.current()
                .execute(() -> {
                    throw error;
                });
        Hub.current().execute(() -> log.add("next"));
        Green.sleep(1);

        assertThat(hub.takeFailures()).containsExactly(error);
        assertThat(log).containsExactly("next");
    }

    @Test
    void theStatesOfALife() {
        Greenlet<String> greenlet =
                Green.spawn(() -> {
                    Green.yieldNow();
                    return "value";
                });
        log.add(states(greenlet));
        Green.yieldNow();
        log.add(states(greenlet));
        greenlet.join();
        log.add(states(greenlet));

        assertThat(log).containsExactly("", "running", "ready successful");
        assertThat(greenlet.named("x")).hasToString("x [ended]");
    }

    private static String states(Greenlet<?> greenlet) {
        return (greenlet.isRunning() ? "running" : "")
                + (greenlet.isReady() ? "ready" : "")
                + (greenlet.isSuccessful() ? " successful" : "");
    }

    @Test
    void whatHasNotEndedHasNoOutcome() {
        Greenlet<String> greenlet = Green.spawn(() -> "value");

        assertThatThrownBy(greenlet::outcome)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has not ended: join() it first");
        assertThat(greenlet.failure()).isNull();
    }
}
