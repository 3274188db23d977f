package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import jevent.Green;
import jevent.Hub;
import jevent.testing.GreenTest;

import org.junit.jupiter.api.Tag;

import java.util.concurrent.LinkedBlockingQueue;

/// A wake-up that comes before its wait begins is kept.
@Tag("concurrency")
class PermitTest {

    private final Settling<String> door = new Settling<>();

    /// Between the moment in which it queues up and its wait, a class may have to be loaded, or
    /// anything else may park it in the JDK, which takes the turn away.
    @GreenTest
    void ofOneThatIsStillParkedInTheJdk() {
        var late = new LinkedBlockingQueue<String>();
        var waiter =
                Green.spawn(() -> {
                    Wait wait = enlist();
                    String taken = Green.blocking(late::take);
                    wait.strand().await(wait);
                    return taken;
                });
        Green.yieldNow();
        door.settle("open");
        Green.yieldNow();
        Green.yieldNow();
        late.add("late");
        assertThat(waiter.get()).isEqualTo("late");
    }

    @GreenTest
    void ofOneThatWakesItself() {
        Wait wait = enlist();
        door.settle("open");
        wait.strand().await(wait);
        assertThat(door.waiters()).isZero();
    }

    /// It is for one wait.
    @GreenTest
    void theNextWaitWaits() {
        ofOneThatWakesItself();
        var next = new Settling<String>();
        var opener = Green.spawn(() -> next.settle("open"));
        Wait wait = new Wait(Strand.current(Hub::current), "next");
        next.await(wait);
        assertThat(opener.isReady()).isTrue();
    }

    private Wait enlist() {
        var wait = new Wait(Strand.current(Hub::current), door);
        door.enlist(wait);
        return wait;
    }
}
