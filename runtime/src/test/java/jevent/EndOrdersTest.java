package jevent;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.pool.Group;
import jevent.sync.Event;
import jevent.testing.Orders;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Kills, timeouts, links, groups and the end of the hub, in many orders.
class EndOrdersTest {

    private static final int ORDERS = 300;
    private static final Duration MOMENT = Duration.ofMillis(1);

    private int begun;
    private int ended;
    private int linked;

    private void body(Event event) {
        begun++;
        try {
            event.await();
        } finally {
            ended++;
        }
    }

    private void killAndSet() {
        var event = new Event();
        var victim = Green.spawn(() -> body(event));
        victim.link(dead -> {
            linked++;
        });
        var killer = Green.spawn(() -> victim.kill());
        var setter = Green.spawn(() -> event.set());
        var late = Green.spawn(() -> linkLate(victim));
        var joiner = Green.spawn(() -> victim.join());
        Green.joinAll(List.of(victim, killer, setter, late, joiner));
        Green.sleep(MOMENT);
        assertThat(victim.isReady()).isTrue();
        assertThat(ended).isEqualTo(begun).isLessThanOrEqualTo(1);
        assertThat(begun == 1 || victim.failure() instanceof GreenletExit).isTrue();
        assertThat(linked).isEqualTo(2);
    }

    private void linkLate(Greenlet<?> victim) {
        victim.link(dead -> {
            linked++;
        });
    }

    /// A limit, a kill and the result, all in one moment.
    private void limitAndKill() {
        var outcomes = new ArrayList<String>();
        var victim =
                Green.spawn(() -> {
                    outcomes.add(within(MOMENT));
                    Green.sleep(MOMENT); // whatever came too late comes here, or not at all
                    outcomes.add("went on");
                });
        Green.spawnLater(MOMENT, () -> victim.killLater());
        victim.join();
        assertThat(outcomes).doesNotContain("late timeout");
        assertThat(victim.failure()).isInstanceOf(GreenletExit.class);
        assertThat(outcomes).doesNotContain("went on");
    }

    private static String within(Duration limit) {
        return Timeout.callOr(
                limit,
                "timeout",
                () -> {
                    Green.sleep(limit);
                    return "value";
                });
    }

    private void closeGroup() {
        var group = new Group();
        var owner = Green.spawn(() -> own(group));
        var killer = Green.spawn(() -> owner.killLater());
        Green.joinAll(List.of(owner, killer));
        group.close();
        assertThat(group.size()).isZero();
        assertThat(ended).isEqualTo(begun);
    }

    private void own(Group group) {
        try (group) {
            for (int i = 0; i < 3; i++) {
                group.spawn(() -> body(new Event()));
                Green.yieldNow();
            }
        }
    }

    private void closeHub() {
        var event = new Event();
        List<Greenlet<?>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(Green.spawn(() -> body(event)));
        }
        all.add(Green.spawn(() -> event.set()));
        all.add(Green.spawn(() -> all.getFirst().kill()));
        Green.yieldNow();
        Hub.current().close(Duration.ZERO);
        assertThat(all).allMatch(Greenlet::isReady);
        assertThat(ended).isEqualTo(begun);
    }

    @Test
    void aKillAndTheEndOfTheWait() {
        Orders.play(ORDERS, () -> new EndOrdersTest().killAndSet());
    }

    @Test
    void aTimeoutAndAKillAndTheResult() {
        Orders.play(ORDERS, () -> new EndOrdersTest().limitAndKill());
    }

    @Test
    void aGroupThatIsClosedByItsOwnerWhoIsKilled() {
        Orders.play(ORDERS, () -> new EndOrdersTest().closeGroup());
    }

    @Test
    void aHubThatIsClosed() {
        Orders.play(ORDERS, () -> new EndOrdersTest().closeHub());
    }
}
