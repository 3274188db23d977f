package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;

/// It happens once, and each of those who wait is told once, in the order in which they came.
@Timeout(60)
class SettlingTest {

    private final Settling<String> settling = new Settling<>();
    private final List<WaitQueue.Node> woken = new ArrayList<>();
    private final Node first = new Node();
    private final Node second = new Node();
    private final Node third = new Node();

    private final class Node extends WaitQueue.Node {
        @Override
        public void wake() {
            assertThat(settling.held).as("woken under the lock").isFalse();
            assertThat(settling.result()).isEqualTo("done");
            woken.add(this);
        }
    }

    private void enlist(Node... nodes) {
        for (Node node : nodes) {
            assertThat(settling.enlist(node)).isTrue();
        }
    }

    @Test
    void itIsOpenUntilItIsSettled() {
        assertThat(settling.isSettled()).isFalse();
        assertThat(settling.result()).isNull();
        assertThat(settling.settle("done")).isTrue();
        assertThat(settling.isSettled()).isTrue();
        assertThat(settling.result()).isEqualTo("done");
    }

    @Test
    void itIsSettledOnce() {
        enlist(first);
        settling.settle("done");

        assertThat(settling.settle("again")).isFalse();
        assertThat(settling.result()).isEqualTo("done");
        assertThat(woken).containsExactly(first);
    }

    @Test
    void thoseWhoWaitAreWokenInTheOrderInWhichTheyCame() {
        enlist(first, second, third);
        assertThat(settling.waiters()).isEqualTo(3);
        settling.settle("done");

        assertThat(woken).containsExactly(first, second, third);
        assertThat(settling.waiters()).isZero();
    }

    @Test
    void whoComesLaterFindsItSettled() {
        settling.settle("done");

        assertThat(settling.enlist(first)).isFalse();
        assertThat(settling.waiters()).isZero();
        assertThat(settling.held).isFalse();
    }

    @Test
    void oneThatHasGivenUpIsNotWoken() {
        enlist(first, second);
        assertThat(first.abandon()).isTrue();
        settling.settle("done");

        assertThat(woken).containsExactly(second);
        assertThat(second.abandon()).isFalse();
    }

    @Test
    void theFirstThatMatchesIsTakenOut() {
        enlist(first, second, third);

        assertThat(settling.remove(node -> node != first)).isSameAs(second);
        assertThat(settling.remove(node -> node == second)).isNull();
        settling.settle("done");
        assertThat(woken).containsExactly(first, third);
    }

    @Test
    void whatIsAskedMayBeAnybodysCode() {
        enlist(first);
        var error = new IllegalStateException("as if");

        assertThat(settling.remove(node -> settling.held)).as("under the lock").isNull();
        assertThatThrownBy(() ->
                        settling.remove(node -> {
                            throw error;
                        }))
                .isSameAs(error);
        assertThat(settling.held).isFalse();
        assertThat(settling.waiters()).isOne();
    }

    @Test
    void oneThatLeavesWhileItIsLookedAtIsNotTakenOut() {
        enlist(first, second);

        assertThat(settling.remove(node -> node != first || first.abandon())).isSameAs(second);
        assertThat(settling.waiters()).isZero();
    }

    @Test
    void oneThatIsFoundStays() {
        enlist(first, second);

        assertThat(settling.find(node -> settling.held && node != first)).isSameAs(second);
        assertThat(settling.find(node -> node == third)).isNull();
        assertThat(settling.waiters()).isEqualTo(2);
        assertThat(settling.held).isFalse();
    }

    @Test
    void aSearchThatThrowsLetsTheLockGo() {
        enlist(first);
        var error = new StackOverflowError("as if");

        assertThatThrownBy(() ->
                        settling.find(node -> {
                            throw error;
                        }))
                .isSameAs(error);
        assertThat(settling.held).isFalse();
    }

    private Wait here() {
        return new Wait(new ForeignStrand(Thread.currentThread()), "the result");
    }

    @Test
    void nobodyWaitsForWhatIsSettled() {
        settling.settle("done");

        settling.await(here());
        assertThat(settling.await(here(), 0)).isTrue();
    }

    @Test
    void aWaitThatWasTooShortIsTakenBack() {
        assertThat(settling.await(here(), 0)).isFalse();
        assertThat(settling.waiters()).isZero();
    }

    @Test
    void aThreadWaitsUntilItIsSettled() throws Exception {
        var seen = new ArrayList<String>();
        Thread waiting =
                Thread.ofPlatform()
                        .start(() -> {
                            settling.await(here());
                            seen.add(String.valueOf(settling.result()));
                        });
        while (settling.waiters() == 0) {
            Thread.onSpinWait();
        }
        settling.settle("done");
        waiting.join();

        assertThat(seen).containsExactly("done");
    }
}
