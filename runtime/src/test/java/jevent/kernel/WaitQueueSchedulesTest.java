package jevent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import schedules.ScheduleTest;
import schedules.Schedules;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// A wait is settled once: by the one who takes its node out of the queue.
class WaitQueueSchedulesTest {

    private static final class Node extends WaitQueue.Node {
        final AtomicInteger ends = new AtomicInteger();

        @Override
        public void wake() {
            ends.incrementAndGet();
        }
    }

    private static final class Scene {
        private final SpinLock lock = new SpinLock.Plain();
        private final WaitQueue queue = new WaitQueue(lock);
        private final Node first = new Node();
        private final Node second = new Node();

        Scene() {
            queue.add(first);
            queue.add(second);
        }

        void play(Predicate<Node> abandon) {
            Schedules.together(
                    () -> giveUp(abandon, first),
                    () -> giveUp(abandon, second),
                    this::wakeFirst,
                    this::wakeAll);
            assertThat(first.ends).hasValue(1);
            assertThat(second.ends).hasValue(1);
            assertThat(queue.isEmpty()).isTrue();
        }

        private static void giveUp(Predicate<Node> abandon, Node node) {
            if (abandon.test(node)) {
                node.ends.incrementAndGet();
            }
        }

        private void wakeFirst() {
            lock.lock();
            WaitQueue.Node node = queue.poll();
            lock.unlock();
            if (node != null) {
                node.wake();
            }
        }

        private void wakeAll() {
            lock.lock();
            WaitQueue.Node chain = queue.takeAll();
            lock.unlock();
            WaitQueue.wakeAll(chain);
        }

        /// Looks under the lock, and takes the node out under the lock, but not in one go.
        boolean abandonInTwoSteps(Node node) {
            lock.lock();
            boolean mine = queue.first() == node;
            lock.unlock();
            if (mine) {
                node.abandon();
            }
            return mine;
        }
    }

    @ScheduleTest
    void aWaitIsWokenOrGivenUpAndNeverBoth() {
        Schedules.allHold(() -> new Scene().play(Node::abandon));
    }

    @ScheduleTest
    void aQueueThatLooksBeforeItTakesIsFoundOut() {
        Schedules.someFails(() -> {
            var scene = new Scene();
            scene.play(scene::abandonInTwoSteps);
        });
    }
}
