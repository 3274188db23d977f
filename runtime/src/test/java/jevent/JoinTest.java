package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.sync.AsyncResult;
import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/// To wait for several things: each is seen once, and nothing stays linked.
@GreenTest
class JoinTest {

    private final List<Object> log = new ArrayList<>();

    private static Greenlet<Integer> after(int millis) {
        return Green.spawn(() -> {
            Green.sleep(millis);
            return millis;
        });
    }

    private static Greenlet<Integer> failingAfter(int millis, String message) {
        return Green.spawn(() -> {
            Green.sleep(millis);
            throw new IOException(message);
        });
    }

    @Test
    void duplicatesAreWaitedForOnce() {
        var a = after(1);
        var b = after(2);

        Green.joinAll(List.of(a, b, a));
        assertThat(Green.joinAll(List.of(a, b, a), Duration.ZERO)).containsExactly(a, b);
    }

    @Test
    void joinAllWithALimitReturnsThoseThatHaveEndedInTheOrderOfTheirEnds(TestHub hub) {
        var slow = after(100);
        var second = after(20);
        var first = after(10);

        var ended = Green.joinAll(List.of(slow, second, first), Duration.ofMillis(50));

        assertThat(ended).containsExactly(first, second);
        assertThat(hub.elapsed()).isEqualTo(Duration.ofMillis(50));
        slow.join();
    }

    /// The first failure in time, not in the list, and without waiting for the others.
    @Test
    void joinAllOrRaiseThrowsTheEarliestFailure(TestHub hub) {
        var later = failingAfter(100, "later");
        var sooner = failingAfter(10, "sooner");

        assertThatThrownBy(() -> Green.joinAllOrRaise(List.of(later, sooner))).hasMessage("sooner");

        assertThat(hub.elapsed()).isEqualTo(Duration.ofMillis(10));
        assertThatThrownBy(later::get).hasMessage("later");
    }

    @Test
    void asReadyGoesInTheOrderOfReadiness() {
        var all = List.of(after(30), after(10), after(20));
        try (var ready = Green.asReady(all)) {
            for (var greenlet : ready) {
                log.add(greenlet.get());
            }
        }
        assertThat(log).containsExactly(10, 20, 30);
    }

    @Test
    void whatIsReadyAlreadyComesInTheOrderOfTheList() {
        List<AsyncResult<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            var result = new AsyncResult<Integer>();
            result.set(i);
            all.add(result);
        }
        try (var ready = Green.asReady(all)) {
            ready.forEach(result -> log.add(result.get()));
        }
        assertThat(log).hasSize(100).isSortedAccordingTo((a, b) -> (int) a - (int) b);
    }

    /// gevent #467: one has ended before, one fails, and the loop's body waits.
    @Test
    void theBodyOfTheLoopMayWait() {
        var ended = after(0);
        ended.join();
        var all = List.of(after(5), failingAfter(5, "x"), after(6), ended);
        try (var ready = Green.asReady(all)) {
            for (var greenlet : ready) {
                Green.sleep(10);
                log.add(greenlet);
            }
        }
        assertThat(log).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void leavingEarlyTakesTheLinksBack() {
        var events = List.of(new Event(), new Event(), new Event());
        events.get(1).set();
        try (var ready = Green.asReady(events)) {
            assertThat(ready.iterator().next()).isSameAs(events.get(1));
            assertThat(events.getFirst()).hasToString("Event [not set, 1 waiting]");
        }
        assertThat(events.getFirst()).hasToString("Event [not set, 0 waiting]");
        assertThat(events.getLast()).hasToString("Event [not set, 0 waiting]");
    }

    @Test
    void aKillTakesTheLinksBack() {
        var event = new Event();
        var waiting = Green.spawn(() -> Green.waitAny(List.of(event)));
        Green.yieldNow();
        waiting.kill();

        assertThat(event).hasToString("Event [not set, 0 waiting]");
    }

    @Test
    void theLimitEndsTheIteration() {
        var never = new Event();
        try (var ready = Green.asReady(List.of(never), Duration.ofMillis(10))) {
            var iterator = ready.iterator();
            assertThat(iterator.hasNext()).isFalse();
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void whatIsReadyIsFoundAgainAndAgain() {
        var event = new Event();
        event.set();

        assertThat(Green.waitAny(List.of(event))).isSameAs(event);
        assertThat(Green.waitAny(List.of(event))).isSameAs(event);
        Green.waitAll(List.of(event, event));
    }

    @Test
    void waitAllWaitsForAllKinds() {
        var event = new Event();
        AsyncResult<String> result = new AsyncResult<>();
        var greenlet = after(10);
        Hub.current().loop().alarm(1, event::set);
        Hub.current().loop().alarm(2, () -> result.set("x"));

        Green.waitAll(List.of(event, result, greenlet));

        assertThat(greenlet.isReady()).isTrue();
    }

    @Test
    void aHundredJoinersGoOnInTheOrderOfTheirArrival() {
        var greenlet = after(1);
        List<Greenlet<?>> joiners = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            joiners.add(
                    Green.spawn(() -> {
                        greenlet.join();
                        log.add(number);
                    }));
        }
        Green.joinAll(joiners);

        assertThat(log).hasSize(100).isSortedAccordingTo((a, b) -> (int) a - (int) b);
    }

    @Test
    void noneMayBeAny() {
        assertThatThrownBy(() -> Green.waitAny(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one or more");
        Green.joinAll(List.of());
        Green.waitAll(List.of());
    }

    @Test
    void oneThatWaitsForItselfIsTold() {
        var self = Green.spawn(() -> Green.current().join());

        assertThatThrownBy(self::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot wait for its own end");
    }

    @Test
    void aCircleOfJoinsCanBeKilled() {
        var both = new ArrayList<Greenlet<?>>();
        both.add(Green.spawn(() -> both.get(1).join()));
        both.add(Green.spawn(() -> both.get(0).join()));
        Green.yieldNow();

        both.get(0).kill();
        both.get(1).join();

        assertThat(both.get(1).isSuccessful()).isTrue();
    }

    @Test
    void greenletsOfAnotherHubAreWaitedForThoughNothingElseIsLeft() {
        try (Hub other = Hub.open("other")) {
            var greenlet =
                    other.spawn(() -> {
                        Green.sleep(5);
                        return "there";
                    });

            assertThat(Green.waitAny(List.of(greenlet)).get()).isEqualTo("there");
            AsyncResult<String> promise = AsyncResult.promise();
            var _ = other.spawnLater(Duration.ofMillis(5), () -> promise.set("kept"));
            assertThat(Green.waitAny(List.of(promise)).get()).isEqualTo("kept");
        }
    }
}
