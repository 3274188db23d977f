package jevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.sync.AsyncResult;
import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

@GreenTest
class LinkTest {

    private final List<Object> log = new ArrayList<>();

    private static Greenlet<?> failing() {
        return Green.spawn(() -> {
            throw new IOException("broken");
        });
    }

    @Test
    void aThousandLinksRunInTheOrderInWhichTheyWereAdded() {
        var greenlet = Green.spawn(() -> "value");
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            greenlet.link(g -> log.add(number));
        }
        greenlet.join();
        Green.yieldNow();

        assertThat(log).hasSize(1_000).isSortedAccordingTo((a, b) -> (int) a - (int) b);
    }

    @Test
    void aLinkMayWait() {
        var greenlet = Green.spawn(() -> "value");
        greenlet.link(g -> {
            Green.sleep(1);
            log.add(g.get());
        });
        Green.sleep(2);

        assertThat(log).containsExactly("value");
    }

    @Test
    void aLinkThatIsAddedAfterTheEndFires() {
        var greenlet = Green.spawn(() -> "value");
        greenlet.join();

        greenlet.link(g -> log.add("link"));
        greenlet.rawLink(() -> log.add("rawLink"));
        assertThat(log).isEmpty();
        Green.sleep(1);

        assertThat(log).containsExactlyInAnyOrder("link", "rawLink");
    }

    @Test
    void onlyTheMatchingLinksFire(TestHub hub) {
        List<Greenlet<?>> all =
                List.of(
                        Green.spawn(() -> "value"),
                        failing(),
                        Green.spawn(() -> new Event().await()));
        for (int i = 0; i < 3; i++) {
            int number = i;
            all.get(i).linkValue(g -> log.add("value " + number));
            all.get(i).linkException(g -> log.add("exception " + number));
        }
        Green.yieldNow();
        all.getLast().kill();
        Green.sleep(1);

        assertThat(log).containsExactlyInAnyOrder("value 0", "exception 1");
        assertThat(hub.takeFailures()).isEmpty();
    }

    @Test
    void unlinkTakesALinkBack() {
        Consumer<Greenlet<String>> link = g -> log.add("linked");
        Greenlet<String> greenlet = Green.spawn(() -> "value");
        greenlet.link(link);
        greenlet.unlink(link);
        greenlet.unlink(link);
        greenlet.join();
        Green.sleep(1);

        assertThat(log).isEmpty();
    }

    @Test
    void aLinkThatFailsStopsNobody(TestHub hub) {
        var broken = new IllegalStateException("in a link");
        var greenlet = Green.spawn(() -> "value");
        greenlet.link(g -> {
            throw broken;
        });
        greenlet.onEnd(() -> {
            throw broken;
        });
        greenlet.rawLink(() -> {
            throw broken;
        });
        greenlet.link(g -> log.add("second"));
        var joiner = Green.spawn(() -> greenlet.get());

        assertThat(joiner.get()).isEqualTo("value");
        Green.sleep(1);

        assertThat(log).containsExactly("second");
        assertThat(hub.takeFailures()).containsExactly(broken, broken, broken);
    }

    @Test
    void aLinkThatLinksAgainIsCalledOnceMore() {
        var greenlet = Green.spawn(() -> "value");
        greenlet.link(g -> {
            log.add("first");
            g.link(again -> log.add("second"));
        });
        greenlet.join();
        Green.sleep(1);

        assertThat(log).containsExactly("first", "second");
    }

    @Test
    void resultsAreLinkTargets(TestHub hub) {
        var value = new AsyncResult<Object>();
        var error = new AsyncResult<Object>();
        Greenlet<?> good = Green.spawn(() -> "value");
        Greenlet<?> bad = failing();
        good.linkValue(g -> value.set("ended"));
        good.linkException(g -> error.set("never"));
        bad.linkException(g -> error.set("failed"));

        assertThat(value.get()).isEqualTo("ended");
        assertThat(error.get()).isEqualTo("failed");
        assertThat(hub.takeFailures()).isEmpty();
    }

    @Test
    void aRawLinkRunsOnTheHubOfTheOneWhoLinked() {
        try (Hub other = Hub.open("other")) {
            var greenlet = other.spawn(() -> "value");
            AsyncResult<Object> where = AsyncResult.promise();
            greenlet.rawLink(() -> where.set(Hub.current()));

            assertThat(where.get()).isSameAs(Hub.current());
        }
    }

    /// The hub of the one who linked is gone: that must not keep the greenlet's end from others.
    @Test
    void aLinkOfAClosedHubStopsNobody() {
        Hub gone = Hub.open("gone");
        var reported =
                AsyncResult.<Throwable>promise(); // perhaps by the thread of the hub that ends
        gone.onError((hub, context, error) -> reported.set(error));
        var event = new Event();
        var greenlet = Green.spawn(() -> event.await());
        gone.run(() -> {
            greenlet.link(g -> log.add("never"));
            greenlet.rawLink(() -> log.add("never"));
            return null;
        });
        gone.close();
        var joiner = Green.spawn(() -> greenlet.get());
        Green.yieldNow();

        event.set();
        joiner.join();

        assertThat(reported.get()).isInstanceOf(HubClosed.class);
        assertThat(log).isEmpty();
    }

    /// Its `equals` throws.
    private record Touchy(List<Object> log) implements Runnable {
        @Override
        public void run() {
            log.add("run");
        }

        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("equal to nothing");
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Test
    void anEqualsThatThrowsIsTheCallersAndLeavesTheLinks() {
        var greenlet = Green.spawn(() -> "value");
        greenlet.rawLink(new Touchy(log));

        assertThatThrownBy(() -> greenlet.unlink(() -> {})).hasMessage("equal to nothing");

        greenlet.join();
        Green.sleep(1);
        assertThat(log).containsExactly("run");
    }

    /// To leave an iteration costs nothing where others wait, however many they are.
    @Test
    void whoWaitsForOneOfManyAsksNobodyElseWhenItLeaves() {
        var slow = Green.spawn(() -> Green.sleep(1));
        var fast = Green.spawn(() -> "value");
        for (int i = 0; i < 3; i++) {
            slow.rawLink(new Touchy(log));
        }

        assertThat(Green.waitAny(List.of(slow, fast))).isSameAs(fast);
        slow.join();
        Green.sleep(1);
        assertThat(log).containsExactly("run", "run", "run");
    }
}
