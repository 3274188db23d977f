package jevent.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What is listed is disposed of, once, and nothing stays listed.
class RosterTest {

    private static final int ROUNDS = 4_000;

    @Test
    void itDisposesOfItsMembersInTheirOrderButNotOfThoseThatHaveLeft() {
        var roster = new Roster();
        List<String> log = new ArrayList<>();
        roster.add(() -> log.add("first"));
        long number = roster.add(() -> log.add("left"));
        roster.add(() -> log.add("second"));

        assertThat(roster.remove(number)).isTrue();
        assertThat(roster.remove(number)).isFalse();
        roster.dispose();
        roster.dispose();

        assertThat(log).containsExactly("first", "second");
        assertThat(roster.size()).isZero();
    }

    @Test
    void itRefusesWhenItIsDisposed() {
        var roster = new Roster();
        roster.dispose();

        assertThat(roster.add(() -> {})).isEqualTo(Roster.REFUSED);
        assertThat(roster.isDisposed()).isTrue();
    }

    @Test
    void whoAddsWhileAnotherDisposesIsNotForgotten() throws Exception {
        var ready = new AtomicInteger();
        var rosters = new ArrayList<Roster>();
        for (int i = 0; i < ROUNDS; i++) {
            rosters.add(new Roster());
        }
        var disposing =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 0; i < ROUNDS; i++) {
                                meet(ready, 2 * i + 2);
                                rosters.get(i).dispose();
                            }
                        });
        for (int i = 0; i < ROUNDS; i++) {
            meet(ready, 2 * i + 2);
            rosters.get(i).add(() -> {});
        }
        disposing.join();

        assertThat(rosters).allMatch(roster -> roster.size() == 0);
    }

    private static void meet(AtomicInteger ready, int all) {
        ready.incrementAndGet();
        while (ready.get() < all) {
            Thread.onSpinWait();
        }
    }
}
