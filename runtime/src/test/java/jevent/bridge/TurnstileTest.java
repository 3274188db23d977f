package jevent.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jevent.Green;
import jevent.Greenlet;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// One greenlet at a time is in, and the others follow in the order in which they came.
@GreenTest
class TurnstileTest {

    private final Turnstile turnstile = new Turnstile();
    private final List<String> log = new ArrayList<>();
    private int inside;

    private void pass(String name) {
        turnstile.enter(Thread.currentThread());
        try {
            assertThat(inside++).as("others inside").isZero();
            log.add(name);
            Green.sleep(1);
        } finally {
            inside--;
            turnstile.leave();
        }
    }

    private Greenlet<?> passing(String name) {
        return Green.spawn(() -> pass(name));
    }

    @Test
    void itIsTakenFromEnterToLeave() {
        assertThat(turnstile.isTaken()).isFalse();
        turnstile.enter(Thread.currentThread());
        assertThat(turnstile.isTaken()).isTrue();
        turnstile.leave();
        assertThat(turnstile.isTaken()).isFalse();
    }

    @Test
    void oneIsInAtATimeAndTheFirstToComeIsTheNext() {
        Green.joinAll(List.of(passing("a"), passing("b"), passing("c")));

        assertThat(log).containsExactly("a", "b", "c");
        assertThat(turnstile.isTaken()).isFalse();
    }

    @Test
    void whoComesBackAtOnceStandsBehindThoseWhoWait() {
        Greenlet<?> returning =
                Green.spawn(() -> {
                    pass("a");
                    pass("a again");
                });
        Green.joinAll(List.of(returning, passing("b"), passing("c")));

        assertThat(log).containsExactly("a", "b", "c", "a again");
    }

    @Test
    void oneThatIsKilledInTheLineLeavesIt() {
        Greenlet<?> first = passing("a");
        Greenlet<?> killed = passing("b");
        Greenlet<?> last = passing("c");
        Green.yieldNow();
        killed.kill();
        Green.joinAll(List.of(first, last));

        assertThat(log).containsExactly("a", "c");
        assertThat(turnstile.isTaken()).isFalse();
    }

    /// It has been let in, and its turn is still to come.
    @Test
    void oneThatIsKilledAsItIsLetInGoesInAndOut() {
        turnstile.enter(Thread.currentThread());
        Greenlet<?> killed = passing("b");
        Greenlet<?> last = passing("c");
        Green.yieldNow();
        turnstile.leave();
        killed.killLater();
        Green.joinAll(List.of(killed, last));

        assertThat(log).containsExactly("b", "c");
        assertThat(turnstile.isTaken()).isFalse();
    }

    @Test
    void nobodyOvertakesOneThatHasBeenLetIn() {
        turnstile.enter(Thread.currentThread());
        Greenlet<?> waiting = passing("b");
        Green.yieldNow();
        turnstile.leave();
        pass("a"); // before the other has had its turn
        waiting.join();

        assertThat(log).containsExactly("b", "a");
    }

    @Test
    void whoIsInsideIsNotLetInAgain() {
        turnstile.enter(Thread.currentThread());

        assertThatIllegalStateException()
                .isThrownBy(() -> turnstile.enter(Thread.currentThread()))
                .withMessageContaining("from inside the subscriber's onNext");
        assertThat(turnstile.isTaken()).isTrue();
        turnstile.leave();
        pass("a");
        assertThat(log).containsExactly("a");
    }
}
