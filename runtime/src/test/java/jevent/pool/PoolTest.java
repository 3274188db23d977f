package jevent.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevent.Green;
import jevent.Greenlet;
import jevent.GreenletExit;
import jevent.Hub;
import jevent.sync.Event;
import jevent.testing.GreenTest;
import jevent.testing.TestHub;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@GreenTest
@Tag("concurrency")
class PoolTest {

    private static final Duration SHORT = Duration.ofMillis(10);

    private final List<Object> log = new ArrayList<>();

    @Test
    void noMoreThanTheLimitRunAtATime() {
        var pool = new Pool(2);
        for (int i = 0; i < 10; i++) {
            pool.spawn(() -> {
                log.add(pool.size());
                Green.sleep(1);
            });
        }
        pool.join();

        assertThat(log).hasSize(10).allMatch(size -> (int) size <= 2);
        assertThat(pool.freeCount()).isEqualTo(2);
    }

    @Test
    void spawnWaitsWhileItIsFull(TestHub hub) {
        var pool = new Pool(1);
        pool.spawn(() -> Green.sleep(SHORT));
        pool.spawn(() -> log.add("second"));

        assertThat(hub.elapsed()).isEqualTo(SHORT);
        assertThat(pool.size()).isOne();
        pool.join();
        assertThat(pool).hasToString("Pool [0 of 1]");
    }

    @Test
    void whatDoesNotWaitSaysThatItIsFull() {
        var pool = new Pool(1);
        pool.spawn(() -> Green.sleep(1_000));

        assertThat(pool.isFull()).isTrue();
        assertThat(pool.trySpawn(() -> "never")).isNull();
        assertThat(pool.spawn(() -> "never", SHORT)).isNull();
        assertThat(pool.size()).isOne();
        pool.kill();
        assertThat(pool.trySpawn(() -> "now")).isNotNull();
        pool.join();
    }

    @Test
    void aWorkerThatFailsGivesItsPlaceBack(TestHub hub) {
        var pool = new Pool(1);
        for (int i = 0; i < 5; i++) {
            pool.spawn(() -> {
                throw new IllegalStateException("broken");
            });
        }
        pool.join();

        assertThat(pool.freeCount()).isOne();
        assertThat(hub.takeFailures()).hasSize(5);
    }

    @Test
    void aSpawnerThatIsKilledLosesNoPlace() {
        var pool = new Pool(1);
        pool.spawn(() -> Green.sleep(SHORT));
        var spawner = Green.spawn(() -> pool.spawn(() -> log.add("never")));
        Green.yieldNow();

        spawner.kill();
        pool.join();

        assertThat(spawner.failure()).isInstanceOf(GreenletExit.class);
        assertThat(pool.freeCount()).isOne();
        assertThat(log).isEmpty();
    }

    @Test
    void oneThatIsKilledBeforeItsFirstTurnGivesItsPlaceBack() {
        var pool = new Pool(1);
        pool.spawn(() -> log.add("never")).kill();

        assertThat(pool.freeCount()).isOne();
        pool.spawn(() -> log.add("next"));
        pool.join();
        assertThat(log).containsExactly("next");
    }

    @Test
    void addingOneTwiceTakesOnePlace() {
        var pool = new Pool(2);
        var busy = List.of(pool.spawn(() -> Green.sleep(1)), pool.spawn(() -> Green.sleep(2)));
        var greenlet = Green.spawn(() -> Green.sleep(100));
        var first = Green.spawn(() -> pool.add(greenlet));
        var second = Green.spawn(() -> pool.add(greenlet));
        Green.joinAll(busy);
        Green.joinAll(List.of(first, second));

        assertThat(pool.size()).isOne();
        assertThat(pool.freeCount()).isOne();
        pool.join();
        assertThat(pool.freeCount()).isEqualTo(2);
    }

    @Test
    void oneThatHasEndedTakesNoPlace() {
        var pool = new Pool(1);
        Greenlet<?> ended = Green.spawn(() -> "ended");
        ended.join();
        pool.add(ended);

        assertThat(pool.freeCount()).isOne();
        assertThat(pool.size()).isZero();
    }

    @Test
    void aGroupKillsEachMemberOnce() {
        var group = new Group();
        var kills = new ArrayList<String>();
        group.spawn(() -> {
            try {
                new Event().await();
            } finally {
                kills.add("killed");
                Green.sleep(SHORT);
                kills.add("cleaned up");
            }
        });
        Green.yieldNow();

        group.killLater();
        group.killLater();
        group.kill();

        assertThat(kills).containsExactly("killed", "cleaned up");
        assertThat(group.size()).isZero();
    }

    @Test
    void membersThatMembersStartAreKilledToo() {
        var group = new Group();
        group.spawn(() -> {
            try {
                new Event().await();
            } finally {
                group.spawn(() -> new Event().await());
            }
        });
        Green.yieldNow();

        group.kill();

        assertThat(group.members()).isEmpty();
    }

    @Test
    void aMemberMayKillItsGroup() {
        var group = new Group();
        Greenlet<?> member = group.spawn(() -> group.kill());
        Greenlet<?> other = group.spawn(() -> new Event().await());
        member.join();
        other.join();

        assertThat(group.size()).isZero();
        assertThat(member.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void aGroupIsAScope() {
        Greenlet<?> member;
        try (var group = new Group()) {
            member = group.spawn(() -> Green.sleep(SHORT));
            Green.yieldNow();
        }

        assertThat(member.failure()).isInstanceOf(GreenletExit.class);
    }

    @Test
    void anotherThreadIsToldWhereAGroupBelongs() {
        var group = new Pool(1);
        try (Hub other = Hub.open("other")) {
            for (Runnable use :
                    List.<Runnable>of(() -> group.spawn(() -> "never"), group::killLater)) {
                other.run(() -> {
                    assertThatThrownBy(use::run)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("Pool [0 of 1] belongs to hub test")
                            .hasMessageContaining("hub.run(...)");
                    return true;
                });
            }
        }
        assertThat(group.freeCount()).isOne();
    }

    @Test
    void joinWithALimit() {
        var group = new Group();
        assertThat(group.join(Duration.ZERO)).isTrue();
        Greenlet<?> member = group.spawn(() -> Green.sleep(1_000));

        assertThat(group.join(SHORT)).isFalse();
        group.discard(member);
        assertThat(group.join(SHORT)).isTrue();
        member.join();
    }

    @Test
    void aNegativeLimitTakesNoPlace() {
        var pool = new Pool(1);

        assertThatThrownBy(() -> pool.spawn(() -> "never", Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(pool.freeCount()).isOne();
    }
}
