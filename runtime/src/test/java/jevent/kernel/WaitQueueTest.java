package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/// First come, first served; and a wait is settled by the one who takes its node out.
class WaitQueueTest {

    private final SpinLock lock = new SpinLock.Plain();
    private final WaitQueue queue = new WaitQueue(lock);
    private final List<WaitQueue.Node> woken = new ArrayList<>();

    private final class Node extends WaitQueue.Node {
        @Override
        public void wake() {
            woken.add(this);
        }
    }

    private List<Node> queued(int count) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var node = new Node();
            queue.add(node);
            nodes.add(node);
        }
        return nodes;
    }

    private List<WaitQueue.Node> pollAll() {
        List<WaitQueue.Node> polled = new ArrayList<>();
        for (var node = queue.poll(); node != null; node = queue.poll()) {
            polled.add(node);
        }
        return polled;
    }

    @Test
    void theFirstToComeIsTheFirstToBeTaken() {
        List<Node> nodes = queued(3);

        assertThat(queue.first()).isSameAs(nodes.get(0));
        assertThat(queue.size()).isEqualTo(3);
        assertThat(pollAll()).isEqualTo(nodes);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.first()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void oneThatGivesUpLeavesTheOthersInTheirOrder(int place) {
        List<Node> nodes = queued(3);

        assertThat(nodes.remove(place).abandon()).isTrue();
        nodes.addAll(queued(1));

        assertThat(queue.size()).isEqualTo(3);
        assertThat(pollAll()).isEqualTo(nodes);
    }

    @Test
    void theOnlyOneMayGiveUp() {
        queued(1).getFirst().abandon();

        assertThat(queue.isEmpty()).isTrue();
        assertThat(pollAll()).isEmpty();
    }

    @Test
    void oneGivesUpOnce() {
        Node node = queued(1).getFirst();

        assertThat(node.abandon()).isTrue();
        assertThat(node.abandon()).isFalse();
    }

    @Test
    void oneThatHasBeenTakenCannotGiveUp() {
        List<Node> nodes = queued(3);
        queue.poll();
        assertThat(nodes.get(0).abandon()).isFalse();

        queue.takeAll();
        assertThat(nodes.get(1).abandon()).isFalse();
        assertThat(nodes.get(2).abandon()).isFalse();
    }

    @Test
    void oneThatNeverCameCannotGiveUp() {
        assertThat(new Node().abandon()).isFalse();
    }

    @Test
    void theLockIsFreeWhenOneHasGivenUp() {
        Node node = queued(1).getFirst();
        node.abandon();

        assertThat(lock.held).isFalse();
    }

    @Test
    void thoseThatAreTakenTogetherAreWokenInTheirOrder() {
        List<Node> nodes = queued(3);

        WaitQueue.Node chain = queue.takeAll();
        assertThat(queue.isEmpty()).isTrue();
        WaitQueue.wakeAll(chain);

        assertThat(woken).isEqualTo(nodes);
    }

    @Test
    void nobodyIsWokenWhereNobodyWaits() {
        WaitQueue.wakeAll(queue.takeAll());

        assertThat(woken).isEmpty();
    }

    /// A woken waiter may live long.
    @Test
    void oneThatIsWokenHoldsNoneOfItsNeighbours() {
        List<Node> nodes = queued(2);
        WaitQueue.wakeAll(queue.takeAll());

        assertThat(nodes).extracting(WaitQueue.Node::following).containsOnlyNulls();
    }

    @Test
    void oneThatComesBackWhileTheOthersAreWokenWaitsForTheNextTime() {
        var follower = new Node();
        var returning =
                new WaitQueue.Node() {
                    @Override
                    public void wake() {
                        queue.add(this);
                        queue.add(follower);
                    }
                };
        queue.add(returning);
        List<Node> others = queued(2);

        WaitQueue.wakeAll(queue.takeAll());

        assertThat(woken).isEqualTo(others);
        assertThat(pollAll()).containsExactly(returning, follower);
    }

    @Test
    void theOldestAreCopied() {
        List<Node> nodes = queued(3);
        var two = new WaitQueue.@Nullable Node[2];
        var four = new WaitQueue.@Nullable Node[4];
        queue.copyTo(two);
        queue.copyTo(four);

        assertThat(two).containsExactly(nodes.get(0), nodes.get(1));
        assertThat(four).containsExactly(nodes.get(0), nodes.get(1), nodes.get(2), null);
    }
}
