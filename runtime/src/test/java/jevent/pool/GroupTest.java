package jevent.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.sync.Event;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Members of other hubs, the end of a group, and collections that change meanwhile.
@GreenTest
@Tag("concurrency")
class GroupTest {

    private static final Duration SHORT = Duration.ofMillis(10);

    private final List<Object> log = new ArrayList<>();

    /// Two hubs end members while this one adds more: each is discarded on this one.
    @Test
    @GreenTest(realTime = true)
    void membersOfOtherHubsComeAndGo() {
        var ended = new AtomicInteger();
        var group = new Group();
        try (Hub one = Hub.open("one");
                Hub two = Hub.open("two")) {
            for (int i = 0; i < 2_000; i++) {
                group.add(one.spawn(ended::incrementAndGet));
                group.add(two.spawn(ended::incrementAndGet));
                group.spawn(ended::incrementAndGet);
            }
            group.join();

            assertThat(ended).hasValue(6_000);
            assertThat(group.members()).isEmpty();
        }
    }

    /// Nothing else is left on this hub that could end the wait.
    @Test
    @GreenTest(realTime = true)
    void aMemberOfAnotherHubEndsTheWaitOfWhoJoinsOrKills() {
        try (Hub other = Hub.open("other")) {
            var group = new Group();
            group.add(other.spawn(() -> Green.sleep(SHORT)));
            group.join();
            group.add(other.spawn(() -> new Event().await()));
            group.add(other.spawn(() -> new Event().await()));
            group.kill();

            assertThat(group.size()).isZero();
        }
    }

    @Test
    void aClosedGroupTakesNoMember() {
        var group = new Group();
        Greenlet<?> member = group.spawn(() -> new Event().await());
        group.close();
        group.close();
        Greenlet<?> late = Green.spawn(() -> log.add("independent"));

        assertThat(member.failure()).isInstanceOf(GreenletExit.class);
        assertThatThrownBy(() -> group.spawn(() -> "never"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Group of 0 is closed and cannot spawn");
        assertThatThrownBy(() -> group.add(late)).isInstanceOf(IllegalStateException.class);
        late.join();
        assertThat(log).containsExactly("independent");
    }

    @Test
    void aPoolThatIsClosedLeavesNoMemberBehind() {
        var pool = new Pool(1);
        pool.spawn(() -> new Event().await());
        Greenlet<?> independent = Green.spawn(() -> Green.sleep(SHORT));
        List<Greenlet<?>> waiting =
                List.of(
                        Green.spawn(() -> closed(() -> pool.spawn(() -> log.add("never")))),
                        Green.spawn(() -> closed(() -> pool.spawn(() -> log.add("never"), SHORT))),
                        Green.spawn(() -> closed(() -> pool.add(independent))));
        Green.yieldNow();

        pool.close();
        Green.joinAll(waiting);
        independent.join();

        assertThat(waiting).allMatch(Greenlet::isSuccessful);
        assertThat(log).isEmpty();
        assertThat(pool.size()).isZero();
        assertThat(pool.freeCount()).isOne();
        closed(() -> pool.trySpawn(() -> "never"));
    }

    private static void closed(Runnable use) {
        assertThatThrownBy(use::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void joinAllAndKillAllMeanWhatTheyWereGiven() {
        List<Greenlet<?>> live = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            live.add(leaver(live));
        }
        Green.joinAll(live);
        assertThat(live).isEmpty();

        for (int i = 0; i < 10; i++) {
            live.add(leaver(live));
        }
        Green.yieldNow();
        var all = List.copyOf(live);
        Green.killAll(live);
        assertThat(live).isEmpty();
        assertThat(all).allMatch(Greenlet::isReady);

        live.add(leaver(live));
        Green.yieldNow();
        Green.killAll(live, SHORT);
        assertThat(live).isEmpty();
    }

    /// Leaves the list when it ends, as servers keep books of their connections.
    private static Greenlet<?> leaver(List<Greenlet<?>> live) {
        var me = new Greenlet<?>[1];
        me[0] =
                Green.spawn(() -> {
                    try {
                        Green.sleep(SHORT);
                    } finally {
                        live.remove(me[0]);
                    }
                });
        return me[0];
    }
}
