package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jevent.kernel.Raised;
import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// As Python's greenlet: values and errors travel with the switches, ends go to the parent.
@GreenTest
class RawGreenletTest {

    private final List<@Nullable Object> log = new ArrayList<>();

    @Test
    void valuesTravelBothWays() {
        RawGreenlet main = RawGreenlet.current();
        var child =
                new RawGreenlet(x -> {
                    log.add(x);
                    log.add(main.switchTo("from child"));
                    return "end";
                });

        log.add(child.switchTo("to child"));
        log.add(child.switchTo("again"));

        assertThat(log).containsExactly("to child", "from child", "again", "end");
        assertThat(child.isDead()).isTrue();
    }

    @Test
    void theStatesOfALife() {
        RawGreenlet main = RawGreenlet.current();
        var child = new RawGreenlet(x -> main.switchTo());
        assertThat(child.isActive()).isFalse();
        assertThat(child.toString()).endsWith("[not started]");
        child.switchTo();
        assertThat(child.isActive()).isTrue();
        child.switchTo();
        assertThat(child.isActive()).isFalse();
        assertThat(child.toString()).endsWith("[dead]");
    }

    @Test
    void anErrorGoesToTheParent() {
        var broken = new IllegalStateException("broken");
        var child =
                new RawGreenlet(x -> {
                    throw broken;
                });

        assertThatThrownBy(child::switchTo).isSameAs(broken);
        assertThat(child.isDead()).isTrue();
    }

    @Test
    void anErrorClimbsUpToTheFirstWhoCatchesIt() {
        var broken = new IllegalStateException("broken");
        RawGreenlet main = RawGreenlet.current();
        var middle = new RawGreenlet(x -> catchThrowable(() -> main.switchTo()));
        middle.switchTo();
        var child =
                new RawGreenlet(
                        x -> {
                            throw broken;
                        },
                        middle);

        assertThat(child.switchTo()).isSameAs(broken);
    }

    @Test
    void throwIntoThrowsWhereItWasSwitchedAway() {
        RawGreenlet main = RawGreenlet.current();
        var broken = new IllegalStateException("broken");
        var child = new RawGreenlet(x -> catchThrowable(() -> main.switchTo()));
        child.switchTo();

        assertThat(child.throwInto(broken)).isSameAs(broken);
    }

    @Test
    void oneThatHasNotStartedDiesWithoutRunning() {
        var child = new RawGreenlet(x -> log.add("ran"));
        var broken = new IllegalStateException("broken");

        assertThatThrownBy(() -> child.throwInto(broken)).isSameAs(broken);
        assertThat(child.isDead()).isTrue();
        assertThat(log).isEmpty();
    }

    /// greenlet's test_throw.py:test_kill.
    @Test
    void anExitIsAValueAndTheDeadEatIt() {
        RawGreenlet main = RawGreenlet.current();
        var exit = new GreenletExit();
        var child = new RawGreenlet(x -> main.switchTo());
        child.switchTo();

        assertThat(child.throwInto(exit)).isSameAs(exit);
        assertThat(child.throwInto(exit)).isSameAs(exit);
    }

    @Test
    void toSwitchToTheDeadIsToSwitchToTheirParent() {
        var dead = new RawGreenlet(x -> x);
        dead.switchTo();

        assertThat(dead.switchTo("back at once")).isEqualTo("back at once");
        var broken = new IllegalStateException("broken");
        assertThatThrownBy(() -> dead.throwInto(broken)).isSameAs(broken);
    }

    /// greenlet's test_falling_off_end_switches_to_unstarted_parent_works.
    @Test
    void aResultStartsAParentThatHasNotStarted() {
        var parent = new RawGreenlet(x -> List.of(String.valueOf(x), 24));
        var child = new RawGreenlet(x -> 42, parent);

        assertThat(child.switchTo()).isEqualTo(List.of("42", 24));
    }

    @Test
    void aResultPassesDeadParents() {
        var dead = new RawGreenlet(x -> x);
        var child = new RawGreenlet(x -> "result", dead);
        dead.switchTo();

        assertThat(child.switchTo()).isEqualTo("result");
    }

    @Test
    void toSwitchToOneselfIsToGoOn() {
        assertThat(RawGreenlet.current().switchTo("me")).isEqualTo("me");
    }

    @Test
    void parentsFormNoCircle() {
        var one = new RawGreenlet(x -> x);
        var two = new RawGreenlet(x -> x, one);

        assertThatThrownBy(() -> one.parent(two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cyclic parent chain");
        assertThatThrownBy(() -> one.parent(one)).isInstanceOf(IllegalArgumentException.class);
        assertThat(one.parent()).isSameAs(RawGreenlet.current());
        RawGreenlet main = RawGreenlet.current();
        assertThatThrownBy(() -> main.parent(one)).isInstanceOf(InvalidSwitch.class);
        two.parent(main);
        assertThat(two.parent()).isSameAs(main);
    }

    @Test
    void oneOfAnotherHubIsRefused() {
        try (Hub other = Hub.open("other")) {
            RawGreenlet foreign = other.run(() -> new RawGreenlet(x -> x));

            assertThatThrownBy(foreign::switchTo)
                    .isInstanceOf(InvalidSwitch.class)
                    .hasMessageContaining("of hub other cannot be switched to by");
            assertThatThrownBy(() -> foreign.throwInto(new GreenletExit()))
                    .isInstanceOf(InvalidSwitch.class);
            assertThatThrownBy(() -> new RawGreenlet(x -> x, foreign))
                    .isInstanceOf(InvalidSwitch.class);
            assertThatThrownBy(() -> RawGreenlet.current().parent(foreign))
                    .isInstanceOf(InvalidSwitch.class);
        }
    }

    /// gevent's test_invalid_switch: it sleeps, and nobody else may wake it.
    @Test
    void oneThatWaitsForSomethingElseIsRefusedAndUndisturbed(TestHub hub) {
        var raw = new RawGreenlet[1];
        var sleeper =
                Green.spawn(() -> {
                    raw[0] = RawGreenlet.current();
                    Green.sleep(10);
                    return hub.elapsed().toMillis();
                });
        Green.yieldNow();

        assertThatThrownBy(() -> raw[0].switchTo())
                .isInstanceOf(InvalidSwitch.class)
                .hasMessageContaining("waits for something else (sleep of 10 ms)");
        assertThat(sleeper.get()).isEqualTo(10);
    }

    @Test
    void oneThatIsReadyIsRefusedAndSaysSo() {
        var raw = new RawGreenlet[1];
        var ready =
                Green.spawn(() -> {
                    raw[0] = RawGreenlet.current();
                    Green.yieldNow();
                });
        Green.yieldNow();

        assertThatThrownBy(() -> raw[0].switchTo())
                .isInstanceOf(InvalidSwitch.class)
                .hasMessageContaining("is ready already");
        ready.get();
    }

    @Test
    void oneInAJdkCallIsRefusedAndSaysSo() {
        var raw = new RawGreenlet[1];
        var gate = new CountDownLatch(1);
        var inside =
                Green.spawn(() -> {
                    raw[0] = RawGreenlet.current();
                    Green.blocking(() -> gate.await());
                });
        Green.yieldNow();

        assertThatThrownBy(() -> raw[0].switchTo())
                .isInstanceOf(InvalidSwitch.class)
                .hasMessageContaining("is inside a JDK call");
        gate.countDown();
        inside.get();
    }

    @Test
    void thoseWhoAreReadyHaveTheirTurnsBeforeTheTarget() {
        var child =
                new RawGreenlet(x -> {
                    log.add("child");
                    return x;
                });
        Green.spawn(() -> log.add("ready"));
        child.switchTo();
        log.add("back");

        assertThat(log).containsExactly("ready", "child", "back");
    }

    @Test
    void aTimeoutIsDeliveredToTheOneWhoStartedItAndTheOtherGoesOn(TestHub hub) {
        var event = new Event();
        var child = new RawGreenlet(x -> catchThrowable(event::await));
        var limit = jevent.Timeout.start(java.time.Duration.ofMillis(10));

        assertThatThrownBy(child::switchTo).isSameAs(limit);
        event.set();
        Green.sleep(1);
        assertThat(child.isDead()).isTrue();
        assertThat(hub.takeFailures()) // it has ended, and nobody waits for its result
                .singleElement()
                .isInstanceOf(InvalidSwitch.class);
    }

    @Test
    void aKillThatIsDueComesBeforeTheSwitch() {
        var child = new RawGreenlet(x -> log.add("ran"));
        var killed =
                Green.spawn(() -> {
                    Green.current().killLater();
                    child.switchTo();
                });
        killed.join();

        assertThat(killed.failure()).isInstanceOf(GreenletExit.class);
        assertThat(log).isEmpty();
    }

    @Test
    void aCallbackCannotSwitch(TestHub hub) {
        var child = new RawGreenlet(x -> log.add("ran"));
        Hub.current().execute(child::switchTo);
        Green.sleep(1);

        assertThat(hub.takeFailures()).singleElement().isInstanceOf(BlockingSwitchOut.class);
        assertThat(log).isEmpty();
    }

    @Test
    void aChainOfAThousand(TestHub hub) {
        RawGreenlet next = RawGreenlet.current();
        for (int i = 0; i < 1_000; i++) {
            RawGreenlet target = next;
            next = new RawGreenlet(x -> target.isDead() ? x : target.switchTo(x), target);
        }
        assertThat(next.switchTo("through")).isEqualTo("through");
        for (var fiber : Hub.current().fibers()) {
            fiber.raise(Raised.kill(new GreenletExit()));
        }
        Green.sleep(1);
        hub.takeFailures();
    }
}
